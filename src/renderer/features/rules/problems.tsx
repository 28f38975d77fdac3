import type { Problem } from '../../../shared/vocabulary';
import { countText, shortPath } from '../../text';
import { Alert, CopyButton } from '../../ui';

export interface ProblemsProps {
  readonly problems: readonly Problem[];
  readonly home: string | undefined;
  readonly anyRules: boolean;
}

/** What is wrong in the file, and where. */
export function Problems({ problems, home, anyRules }: ProblemsProps) {
  return (
    <Alert
      severity="error"
      announce
      title={`${countText(problems.length, 'problem')} in the file: it was not taken over`}
    >
      <ul className="my-2 flex flex-col gap-1.5">
        {problems.map(({ file, line, column, message }) => (
          <li
            key={`${line}:${column}:${message}`}
            className="flex items-start gap-2 rounded-md border border-bad-line bg-canvas py-1 pr-1 pl-2.5"
          >
            <div className="min-w-0 flex-1 py-0.5">
              <code className="text-sm break-all text-bad">
                {shortPath(file, home)}:{line}:{column}
              </code>
              <p className="break-words whitespace-pre-wrap text-ink">{message}</p>
            </div>
            <CopyButton text={`${file}:${line}:${column}`} what="place" />
          </li>
        ))}
      </ul>
      {anyRules
        ? 'The rules of before stay in force until the file is mended.'
        : 'No rule is in force until the file is mended.'}
    </Alert>
  );
}
