import { Keyboard, Monitor, Moon, Sun } from 'lucide-react';
import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import type { Health } from '../features/status';
import { Choice, classNames, IconButton } from '../ui';
import { Logo } from './logo';
import type { OwnView, View } from './route';
import type { ShownView } from './shown-views';
import { setTheme, theme } from './theme';

export interface SidebarProps {
  readonly view: View;
  /** In their order. */
  readonly views: readonly ShownView[];
  /** Actions of rules under way. */
  readonly running: number;
  readonly problems: number;
  /** Agents that want the person. */
  readonly wanting: number;
  /** Lua files that failed. */
  readonly failed: number;
  readonly health: Health | undefined;
  readonly onHelp: () => void;
}

/** The way between the views. In a narrow window only the icons are left. */
export function Sidebar({ view, views, running, problems, wanting, failed, health, onHelp }: SidebarProps) {
  const marks: Partial<Record<OwnView, ReactNode>> = {
    activity: running > 0 && <Count count={running} meaning="running" tone="text-accent" />,
    rules: problems > 0 && <Count count={problems} meaning={problems === 1 ? 'problem' : 'problems'} tone="text-bad" />,
    agents: wanting > 0 && <Count count={wanting} meaning="waiting for you" tone="text-warn" />,
    lua: failed > 0 && <Count count={failed} meaning={failed === 1 ? 'file failed' : 'files failed'} tone="text-bad" />,
  };
  return (
    <aside
      aria-label="Sidebar"
      className="flex w-13 shrink-0 flex-col border-r border-line bg-sidebar px-2 py-3 wide:w-46"
    >
      <div className="mb-4 flex h-7 items-center gap-2.5 px-1.5">
        <Logo size={22} />
        <span className="text-base font-semibold tracking-tight max-wide:sr-only">VibeRot</span>
      </div>
      <nav aria-label="Views" className="-mx-2 min-h-0 overflow-y-auto px-2">
        <ul className="flex flex-col gap-0.5">
          {views.map((shown) => (
            <Item key={shown.view} shown={shown} here={shown.view === view}>
              {shown.lua === undefined && marks[shown.view as OwnView]}
            </Item>
          ))}
        </ul>
      </nav>
      <div className="mt-auto flex shrink-0 flex-col gap-3 pt-3 max-wide:items-center">
        {health && <HealthLine health={health} />}
        <div className="flex items-center justify-between gap-1 max-wide:flex-col">
          <ThemeChoice />
          <IconButton label="Keyboard shortcuts (?)" icon={<Keyboard size={15} />} onClick={onHelp} />
        </div>
      </div>
    </aside>
  );
}

interface ItemProps {
  readonly shown: ShownView;
  readonly here: boolean;
  readonly children: ReactNode;
}

function Item({ shown: { view, title, icon: Icon }, here, children }: ItemProps) {
  return (
    <li className="relative">
      <a
        href={`#/${view}`}
        aria-current={here ? 'page' : undefined}
        title={title}
        className={classNames(
          'flex h-8 items-center gap-2.5 rounded-md px-2.5 font-medium select-none',
          here ? 'bg-pressed text-ink' : 'text-muted hover:bg-pressed/60 hover:text-ink',
        )}
      >
        <Icon size={16} className="shrink-0" aria-hidden />
        <span className="min-w-0 truncate max-wide:sr-only">{title}</span>
      </a>
      {children}
    </li>
  );
}

interface CountProps {
  readonly count: number;
  readonly meaning: string;
  readonly tone: string;
}

function Count({ count, meaning, tone }: CountProps) {
  return (
    <span
      className={classNames(
        'pointer-events-none absolute text-xs font-semibold tabular-nums',
        'max-wide:-top-0.5 max-wide:-right-0.5 max-wide:rounded-full max-wide:bg-sidebar max-wide:px-1 wide:top-2 wide:right-2.5',
        tone,
      )}
    >
      {count}
      <span className="sr-only"> {meaning}</span>
    </span>
  );
}

const healthDots: Record<Health['level'], string> = {
  good: 'bg-good-vivid',
  warning: 'bg-warn-vivid',
  bad: 'bg-bad-vivid',
};

function HealthLine({ health: { level, brief, headline } }: { readonly health: Health }) {
  return (
    <p title={headline} className="flex items-center gap-2 px-2 text-sm text-muted max-wide:px-0">
      <span aria-hidden className={classNames('size-2 shrink-0 rounded-full', healthDots[level])} />
      <span className="truncate max-wide:sr-only">{brief}</span>
    </p>
  );
}

function ThemeChoice() {
  const chosen = useStore(theme);
  const options = [
    { value: 'system', label: 'Theme of the system', icon: <Monitor size={13} /> },
    { value: 'light', label: 'Light theme', icon: <Sun size={13} /> },
    { value: 'dark', label: 'Dark theme', icon: <Moon size={13} /> },
  ] as const;
  return <Choice label="Theme" options={options} value={chosen} onChange={setTheme} stacks />;
}
