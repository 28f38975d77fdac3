import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef } from 'react';
import type { DiffFile } from '../../../shared/vocabulary';
import { classNames } from '../../ui';
import { ChangeLetter, Counts, PathText } from './file-head';
import { fileKey } from './rows';

const rowHeight = 26;

export interface FileListProps {
  readonly files: readonly DiffFile[];
  /** The key of the file in view. */
  readonly current: string | undefined;
  readonly onShow: (key: string) => void;
}

/** All files of a diff; the one in view is marked. */
export function FileList({ files, current, onShow }: FileListProps) {
  const box = useRef<HTMLElement>(null);
  const virtual = useVirtualizer({
    count: files.length,
    getScrollElement: () => box.current,
    estimateSize: () => rowHeight,
    overscan: 10,
    paddingStart: 4,
    paddingEnd: 4,
  });
  const at = files.findIndex((file) => fileKey(file) === current);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only another file is brought into view
  useEffect(() => {
    if (at >= 0) virtual.scrollToIndex(at);
  }, [at]);

  return (
    <nav
      ref={box}
      aria-label="Changed files"
      className="w-60 shrink-0 overflow-x-hidden overflow-y-auto border-r border-line @max-[640px]:hidden"
    >
      <div style={{ height: virtual.getTotalSize() }} className="relative">
        {virtual.getVirtualItems().map(({ index, start }) => {
          const file = files[index];
          if (!file) return null;
          const shown = index === at;
          return (
            <button
              key={fileKey(file)}
              type="button"
              aria-current={shown}
              title={file.path}
              onClick={() => onShow(fileKey(file))}
              style={{ height: rowHeight, transform: `translateY(${start}px)` }}
              className={classNames(
                'absolute top-0 left-1 flex w-[calc(100%-8px)] items-center gap-1.5 rounded-md px-1.5 text-left',
                shown ? 'bg-selected' : 'hover:bg-hover',
              )}
            >
              <ChangeLetter change={file.change} />
              <span className="min-w-0 flex-1">
                <PathText path={file.path} />
              </span>
              <Counts {...file} />
            </button>
          );
        })}
      </div>
    </nav>
  );
}
