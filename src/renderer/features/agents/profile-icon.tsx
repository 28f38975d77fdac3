import {
  Bot,
  CodeXml,
  FlaskConical,
  Globe,
  Hammer,
  type LucideIcon,
  Rocket,
  Sparkles,
  SquareTerminal,
} from 'lucide-react';
import type { Agent, ProfileIcon as IconName, ProfileColor } from '../../../shared/vocabulary';

const icons: Record<IconName, LucideIcon> = {
  terminal: SquareTerminal,
  bot: Bot,
  sparkles: Sparkles,
  code: CodeXml,
  flask: FlaskConical,
  hammer: Hammer,
  rocket: Rocket,
  globe: Globe,
};

/** Each stands out from the canvas of its theme by a contrast of 4.5 at least. */
const colors: Record<ProfileColor, string> = {
  gray: 'light-dark(#5d606b, #a6a8b1)',
  red: 'light-dark(#c0392f, #ff8d85)',
  orange: 'light-dark(#b4530a, #f7a35c)',
  yellow: 'light-dark(#8a6100, #e3c04f)',
  green: 'light-dark(#1b7a3d, #5fcf92)',
  teal: 'light-dark(#0b7777, #4fcaca)',
  blue: 'light-dark(#2563c9, #7fb0ff)',
  violet: 'light-dark(#6d45c4, #b79bff)',
  pink: 'light-dark(#b83280, #f58fc5)',
};

export interface ProfileIconProps extends Pick<Agent, 'icon' | 'color'> {
  readonly size: number;
}

/** What kind of agent it is. Its name says the same. */
export function ProfileIcon({ icon, color, size }: ProfileIconProps) {
  const Icon = icons[icon];
  return <Icon size={size} style={{ color: colors[color] }} className="shrink-0" aria-hidden />;
}
