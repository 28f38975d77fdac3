import type { GridColumn } from '../../ui';

type Id = 'state' | 'command' | 'started' | 'folder' | 'duration' | 'exit' | 'rule' | 'agent';

export const columns: readonly GridColumn<Id>[] = [
  { id: 'state', title: 'State', className: '', silent: true },
  { id: 'command', title: 'Command', className: '' },
  { id: 'rule', title: 'Rule', className: 'hidden @min-[640px]:block' },
  { id: 'agent', title: 'Agent', className: 'hidden @min-[1000px]:block' },
  { id: 'folder', title: 'Folder', className: 'hidden @min-[860px]:block' },
  { id: 'started', title: 'Started', className: 'text-right' },
  { id: 'duration', title: 'Duration', className: 'text-right' },
  { id: 'exit', title: 'Exit', className: 'hidden @min-[520px]:block text-right' },
];

export const widths = [
  'grid-cols-[16px_minmax(0,1fr)_84px_76px]',
  '@min-[520px]:grid-cols-[16px_minmax(0,1fr)_84px_76px_60px]',
  '@min-[640px]:grid-cols-[16px_minmax(0,1fr)_minmax(0,112px)_84px_76px_60px]',
  '@min-[860px]:grid-cols-[16px_minmax(0,1fr)_minmax(0,128px)_minmax(0,150px)_84px_76px_60px]',
  '@min-[1000px]:grid-cols-[16px_minmax(0,1fr)_minmax(0,132px)_minmax(0,116px)_minmax(0,160px)_88px_80px_64px]',
].join(' ');
