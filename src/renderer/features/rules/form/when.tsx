import { Choice, FieldProblem } from '../../../ui';
import { patternHint } from '../draft/pattern-hint';
import { problemAt } from '../draft/problems';
import { TextList } from './fields';
import { Part, type PartProps } from './part';

const kinds = [
  { value: 'glob', label: 'Glob' },
  { value: 'regex', label: 'Regex' },
  { value: 'exact', label: 'Exact' },
] as const;

const moments = [
  { value: 'start', label: 'starts' },
  { value: 'exit', label: 'ends' },
  { value: 'failure', label: 'fails' },
] as const;

const placeholders = { glob: 'npm install*', regex: '^npm (install|ci)', exact: 'npm install' };

/** Which commands the rule is about, and at which moment. */
export function When({ draft, defaults, standing, problems, onEdit }: PartProps) {
  const { match: kind, on } = standing;
  return (
    <Part title="When">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2 text-sm">
        <span className="flex items-center gap-2">
          a command
          <Choice label="Moment" options={moments} value={on} onChange={(next) => onEdit({ on: next })} />
        </span>
        <span className="flex items-center gap-2">
          and fits
          <Choice label="Kind of pattern" options={kinds} value={kind} onChange={(match) => onEdit({ match })} />
        </span>
      </div>
      {(['on', 'match'] as const).map((key) => {
        const problem = problemAt(problems, key);
        return problem && <FieldProblem key={key}>{problem}</FieldProblem>;
      })}
      <TextList
        title={draft.command.length > 1 ? 'Any of these commands' : 'Command'}
        label="Command"
        add="Add another command"
        first
        values={draft.command}
        placeholder={placeholders[kind]}
        hintOf={(pattern) => patternHint(kind, pattern)}
        problem={problemAt(problems, 'command')}
        problemOf={(index) => problemAt(problems, 'command', index)}
        onChange={(command = []) => onEdit({ command })}
      />
      <TextList
        title="But not"
        label="Exception"
        add="Add an exception"
        values={draft.not}
        inherited={defaults.not}
        problem={problemAt(problems, 'not')}
        problemOf={(index) => problemAt(problems, 'not', index)}
        onChange={(not) => onEdit({ not })}
      />
    </Part>
  );
}
