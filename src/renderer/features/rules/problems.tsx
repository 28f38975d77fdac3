import type { Problem } from '../../../shared/vocabulary';
import { countText, shortPath } from '../../text';
import { Alert, CopyButton, Prose } from '../../ui';
import type { TextPlace } from './text';

export interface ProblemsProps {
  readonly problems: readonly Problem[];
  readonly home: string | undefined;
  readonly anyRules: boolean;
  readonly onGo: (place: TextPlace) => void;
}

/** More than these are only counted: the text shows them all. */
const mostShown = 2;

/** What is wrong in the file, and where. */
export function Problems({ problems, home, anyRules, onGo }: ProblemsProps) {
  return (
    <Alert
      severity="error"
      announce
      title={`${countText(problems.length, 'problem')} in the file: it was not taken over`}
    >
      <ul className="my-2 flex flex-col gap-1.5">
        {problems.slice(0, mostShown).map(({ file, line, column, message }) => (
          <li
            key={`${line}:${column}:${message}`}
            className="flex items-start gap-2 rounded-md border border-bad-line bg-canvas py-1 pr-1 pl-2.5"
          >
            <button
              type="button"
              title="Show it in the text"
              onClick={() => onGo({ line, column })}
              className="min-w-0 flex-1 rounded py-0.5 text-left hover:underline"
            >
              <code className="text-sm break-all text-bad">
                {shortPath(file, home)}:{line}:{column}
              </code>
              <span className="block break-words whitespace-pre-wrap text-ink">
                <Prose text={message} />
              </span>
            </button>
            <CopyButton text={`${file}:${line}:${column}`} what="place" />
          </li>
        ))}
      </ul>
      {problems.length > mostShown && `${countText(problems.length - mostShown, 'more problem')}. `}
      {anyRules
        ? 'The rules of before stay in force until the file is mended.'
        : 'No rule is in force until the file is mended.'}
    </Alert>
  );
}
