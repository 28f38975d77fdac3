import type { RuleDefaults } from '../../../../shared/vocabulary';
import { CheckField, NumberField, TextField } from '../../../ui';
import { problemIn, problemsOfPart } from '../draft/problems';
import { FoldedPart, Pair, type PartProps } from './part';

/** How often and how long the rule may act, and how it stands to others. */
export function Limits({ draft, defaults, standing, problems, onEdit }: PartProps) {
  const starts = standing.on === 'start';
  const durationOf = (key: 'min_duration' | 'cooldown' | 'timeout', usual: string) => ({
    code: true,
    value: draft[key] ?? '',
    placeholder: inheritedText(defaults[key]) ?? usual,
    problem: problemIn(problems, key),
    onChange: (value: string) => onEdit({ [key]: value === '' ? undefined : value }),
  });
  const numberOf = (key: 'max_runs_at_once' | 'priority', usual: string) => ({
    value: draft[key],
    placeholder: inheritedText(defaults[key]) ?? usual,
    problem: problemIn(problems, key),
    onChange: (value: number | undefined) => onEdit({ [key]: value }),
  });
  const tickOf = (key: 'single_instance' | 'stop' | 'of_actions', hint: string) => ({
    checked: standing[key],
    hint: draft[key] === undefined && defaults[key] !== undefined ? `${hint} This is from \`[defaults]\`.` : hint,
    problem: problemIn(problems, key),
    onChange: (checked: boolean) => onEdit({ [key]: checked }),
  });
  return (
    <FoldedPart
      title="Limits"
      brief={limitsBrief(standing) ?? 'acts each time, at once'}
      problems={problemsOfPart(problems, 'limits')}
      used={limitsBrief(draft) !== undefined}
    >
      <Pair>
        <TextField
          {...durationOf('min_duration', '2s')}
          label={starts ? 'Only if it still runs after' : 'Only if it ran at least'}
          hint="Such as `500ms`, `2s`, `5m`, `1h`."
        />
        <TextField
          {...durationOf('cooldown', 'no rest')}
          label="Then rest for"
          hint="Matches in this time are held, and counted."
        />
        <TextField {...durationOf('timeout', 'when the command ends')} label="End its actions after" />
        <NumberField {...numberOf('max_runs_at_once', 'no limit')} label="Actions at once, at most" min={1} />
        <NumberField {...numberOf('priority', '0')} label="Priority" hint="Rules with a higher one are asked first." />
      </Pair>
      <CheckField {...tickOf('single_instance', 'Hold it while its last action still runs.')} label="One at a time" />
      <CheckField {...tickOf('stop', 'When this one matches, it has the last word.')} label="Ask no later rule" />
      <CheckField
        {...tickOf('of_actions', 'Otherwise what rules start is left alone, so that nothing goes in circles.')}
        label="Look at actions of other rules, too"
      />
    </FoldedPart>
  );
}

function inheritedText(value: string | number | undefined): string | undefined {
  return value === undefined ? undefined : `${value} (from [defaults])`;
}

function limitsBrief(draft: RuleDefaults): string | undefined {
  const parts = [
    draft.min_duration && `after ${draft.min_duration}`,
    draft.cooldown && `rests ${draft.cooldown}`,
    draft.timeout && `ends after ${draft.timeout}`,
    draft.max_runs_at_once !== undefined && `${draft.max_runs_at_once} at once`,
    draft.single_instance && 'one at a time',
    draft.priority !== undefined && `priority ${draft.priority}`,
    draft.stop && 'last word',
    draft.of_actions && 'of actions, too',
  ].filter(Boolean);
  return parts.length > 0 ? parts.join(' · ') : undefined;
}
