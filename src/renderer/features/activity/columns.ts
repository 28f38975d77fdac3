import type { GridColumn } from '../../ui';

type Id = 'state' | 'command' | 'rule' | 'pid' | 'parent' | 'folder' | 'started' | 'duration' | 'exit';

export const columns: readonly GridColumn<Id>[] = [
  { id: 'state', title: 'State', className: '', silent: true },
  { id: 'command', title: 'Command', className: '' },
  { id: 'rule', title: 'Rule', className: '' },
  { id: 'pid', title: 'PID', className: 'hidden @min-[760px]:block text-right' },
  { id: 'parent', title: 'Parent', className: 'hidden @min-[1000px]:block' },
  { id: 'folder', title: 'Folder', className: 'hidden @min-[860px]:block' },
  { id: 'started', title: 'Started', className: 'text-right' },
  { id: 'duration', title: 'Duration', className: 'hidden @min-[700px]:block text-right' },
  { id: 'exit', title: 'Exit', className: 'text-right' },
];

export const widths = [
  'grid-cols-[16px_minmax(0,1fr)_minmax(0,112px)_48px_60px]',
  '@min-[700px]:grid-cols-[16px_minmax(0,1fr)_minmax(0,128px)_48px_72px_64px]',
  '@min-[760px]:grid-cols-[16px_minmax(0,1fr)_minmax(0,128px)_60px_48px_72px_64px]',
  '@min-[860px]:grid-cols-[16px_minmax(0,1fr)_minmax(0,132px)_60px_minmax(0,130px)_48px_72px_64px]',
  '@min-[1000px]:grid-cols-[16px_minmax(0,1fr)_minmax(0,132px)_60px_minmax(0,108px)_minmax(0,130px)_48px_76px_64px]',
  '@min-[1300px]:grid-cols-[16px_minmax(0,1fr)_minmax(0,180px)_64px_minmax(0,220px)_minmax(0,220px)_56px_84px_72px]',
].join(' ');
