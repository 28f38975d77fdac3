import { type ISearchOptions, SearchAddon } from '@xterm/addon-search';
import type { Terminal as Xterm } from '@xterm/xterm';
import { createCell, type Observable } from '../../../shared/event';

export interface FindRequest {
  readonly text: string;
  readonly caseSensitive: boolean;
  readonly regex: boolean;
}

export interface FindResult {
  /** Counted from 0; undefined when none is shown, or there are too many to count. */
  readonly at: number | undefined;
  readonly count: number;
  /** Why the pattern cannot be read. */
  readonly problem?: string;
}

/** Finds text in what a terminal shows, and in the lines above. */
export interface Finder {
  readonly result: Observable<FindResult>;
  /** `stay`: what is found may begin where the present find does, as while typing. */
  find(request: FindRequest, where: 'next' | 'previous' | 'stay'): void;
  end(): void;
}

const nothing: FindResult = { at: undefined, count: 0 };
const decorations = {
  ...{ matchBackground: '#b87500', matchOverviewRuler: '#b87500' },
  ...{ activeMatchBackground: '#dc7a00', activeMatchBorder: '#ffffff', activeMatchColorOverviewRuler: '#dc7a00' },
};

export function createFinder(xterm: Xterm): Finder {
  const search = new SearchAddon({ highlightLimit: 1_000 });
  const result = createCell<FindResult>(nothing);
  xterm.loadAddon(search);
  search.onDidChangeResults(({ resultIndex, resultCount }) => {
    result.value = { at: resultIndex < 0 ? undefined : resultIndex, count: resultCount };
  });

  return {
    result,
    find({ text, caseSensitive, regex }, where) {
      const problem = regex ? problemOf(text) : undefined;
      if (text === '' || problem !== undefined) {
        search.clearDecorations();
        result.value = { ...nothing, ...(problem !== undefined && { problem }) };
        return;
      }
      // The addon counts anew only when it has forgotten what it looked for, also if only its options change.
      if (where === 'stay') search.clearDecorations();
      const options: ISearchOptions = { caseSensitive, regex, decorations, incremental: where === 'stay' };
      if (where === 'previous') search.findPrevious(text, options);
      else search.findNext(text, options);
    },
    end() {
      search.clearDecorations();
      result.value = nothing;
    },
  };
}

function problemOf(pattern: string): string | undefined {
  try {
    new RegExp(pattern);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
