import { Toggle } from '@base-ui/react/toggle';
import { ToggleGroup } from '@base-ui/react/toggle-group';
import { type RuleDefaults, Weekday } from '../../../../shared/vocabulary';
import { FieldProblem } from '../../../ui';
import { problemAt, problemIn, problemsOfPart } from '../draft/problems';
import { NumberList, TextList } from './fields';
import { Inherited } from './inherited';
import { FoldedPart, Pair, type PartProps } from './part';

/** Under which circumstances a command counts. */
export function Conditions({ draft, defaults, standing, problems, onEdit }: PartProps) {
  const listOf = (key: 'cwd' | 'user' | 'parent' | 'agent' | 'active_hours') => ({
    values: draft[key],
    inherited: defaults[key],
    problem: problemAt(problems, key),
    problemOf: (index: number) => problemAt(problems, key, index),
    onChange: (values: string[] | undefined) => onEdit({ [key]: values }),
  });
  return (
    <FoldedPart
      title="Only if"
      brief={conditionsBrief(standing) ?? 'any folder, user, program, time'}
      problems={problemsOfPart(problems, 'only')}
      used={conditionsBrief(draft) !== undefined}
    >
      <Pair>
        <TextList {...listOf('cwd')} title="It starts in" label="Folder" add="Add a folder" placeholder="~/code/**" />
        <TextList
          {...listOf('parent')}
          title="It was started by"
          label="Parent"
          add="Add a parent command"
          placeholder="make*"
        />
        <TextList
          {...listOf('agent')}
          title="It comes from"
          label="Agent"
          add="Add a coding agent"
          placeholder="claude*"
        />
        <TextList {...listOf('user')} title="It runs as" label="User" add="Add a user" placeholder="root" />
        <TextList
          {...listOf('active_hours')}
          title="The time is within"
          label="Hours"
          add="Add hours"
          placeholder="09:00-17:30"
        />
        <Days
          days={draft.active_days}
          inherited={defaults.active_days}
          problem={problemIn(problems, 'active_days')}
          onEdit={onEdit}
        />
      </Pair>
      {standing.on !== 'start' && (
        <div>
          <NumberList
            label="It ends with exit code"
            values={draft.exit_code ?? []}
            placeholder="any"
            hint="One or more, such as `1, 2`."
            problem={problemIn(problems, 'exit_code')}
            onChange={(codes) => onEdit({ exit_code: codes.length > 0 ? codes : undefined })}
          />
          <Inherited
            values={draft.exit_code}
            inherited={defaults.exit_code}
            onChange={(exit_code) => onEdit({ exit_code })}
          />
        </div>
      )}
    </FoldedPart>
  );
}

interface DaysProps extends Pick<PartProps, 'onEdit'> {
  readonly days: Weekday[] | undefined;
  readonly inherited: readonly Weekday[] | undefined;
  readonly problem: string | undefined;
}

function Days({ days, inherited = [], problem, onEdit }: DaysProps) {
  return (
    <fieldset>
      <legend className="mb-1 text-sm font-medium">The day is one of</legend>
      <ToggleGroup
        multiple
        aria-label="Days"
        value={days ?? inherited}
        // In the order of the week, however they were pressed.
        onValueChange={(next) => onEdit({ active_days: Weekday.options.filter((day) => next.includes(day)) })}
        className="flex gap-0.5 rounded-lg bg-code p-0.5"
      >
        {Weekday.options.map((day) => (
          <Toggle
            key={day}
            value={day}
            className="h-6 min-w-0 flex-1 rounded-md text-xs font-medium text-muted capitalize hover:text-ink data-pressed:bg-primary data-pressed:text-white"
          >
            {day}
          </Toggle>
        ))}
      </ToggleGroup>
      {problem !== undefined && <FieldProblem>{problem}</FieldProblem>}
      {(days ?? inherited).length === 0 && <p className="mt-1 text-xs text-faint">None chosen: every day.</p>}
      <Inherited values={days} inherited={inherited} onChange={(active_days) => onEdit({ active_days })} />
    </fieldset>
  );
}

function conditionsBrief(draft: RuleDefaults): string | undefined {
  const { cwd, user, parent, agent, active_hours, active_days, exit_code } = draft;
  const parts = [cwd, user, parent, agent, active_hours, active_days, exit_code].flatMap((values) => {
    const filled = (values ?? []).filter((value) => value !== '');
    return filled.length > 0 ? [filled.join(', ')] : [];
  });
  return parts.length > 0 ? parts.join(' · ') : undefined;
}
