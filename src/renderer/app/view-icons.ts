import {
  Activity,
  Bell,
  Bot,
  Calendar,
  ChartColumn,
  Clock,
  Code,
  Database,
  FileCode,
  FlaskConical,
  FolderGit2,
  Gauge,
  GitBranch,
  Globe,
  Hammer,
  Heart,
  House,
  Inbox,
  LayoutDashboard,
  List,
  ListFilter,
  type LucideIcon,
  MessageSquare,
  Moon,
  Rocket,
  Search,
  Server,
  Settings,
  Shield,
  Sparkles,
  SquareTerminal,
  Star,
  Sun,
  Table,
  Timer,
  Users,
  Zap,
} from 'lucide-react';

/** The icons that views may have, by the names that Lua has for them: those of lucide. */
const icons: Readonly<Record<string, LucideIcon>> = {
  ...{ activity: Activity, bell: Bell, bot: Bot, calendar: Calendar, chart: ChartColumn, clock: Clock, code: Code },
  ...{ database: Database, file: FileCode, flask: FlaskConical, folder: FolderGit2, gauge: Gauge, branch: GitBranch },
  ...{ globe: Globe, hammer: Hammer, heart: Heart, house: House, inbox: Inbox, dashboard: LayoutDashboard, list: List },
  ...{ filter: ListFilter, message: MessageSquare, moon: Moon, rocket: Rocket, search: Search, server: Server },
  ...{
    settings: Settings,
    shield: Shield,
    sparkles: Sparkles,
    terminal: SquareTerminal,
    star: Star,
    sun: Sun,
    table: Table,
  },
  ...{ timer: Timer, users: Users, zap: Zap },
};

/** The icon of this name; that of a dashboard for a name that the window does not know. */
export function iconNamed(name: string | undefined): LucideIcon {
  return (name !== undefined && Object.hasOwn(icons, name) ? icons[name] : undefined) ?? LayoutDashboard;
}
