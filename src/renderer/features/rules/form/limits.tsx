import type { RuleDraft } from '../../../../shared/vocabulary';
import { CheckField, NumberField, TextField } from '../../../ui';
import { problemIn, problemsOfPart } from '../draft/problems';
import { FoldedPart, Pair, type PartProps } from './part';

/** How often and how long the rule may act, and how it stands to others. */
export function Limits({ draft, on, problems, onEdit }: PartProps) {
  const brief = limitsBrief(draft);
  const starts = on === 'start';
  const durationOf = (key: 'min_duration' | 'cooldown' | 'timeout') => ({
    code: true,
    value: draft[key] ?? '',
    problem: problemIn(problems, key),
    onChange: (value: string) => onEdit({ [key]: value === '' ? undefined : value }),
  });
  const tickOf = (key: 'single_instance' | 'stop' | 'of_actions') => ({
    checked: draft[key] ?? false,
    problem: problemIn(problems, key),
    onChange: (checked: boolean) => onEdit({ [key]: checked || undefined }),
  });
  return (
    <FoldedPart
      title="Limits"
      brief={brief ?? 'acts each time, at once'}
      problems={problemsOfPart(problems, 'limits')}
      used={brief !== undefined}
    >
      <Pair>
        <TextField
          {...durationOf('min_duration')}
          label={starts ? 'Only if it still runs after' : 'Only if it ran at least'}
          placeholder="2s"
          hint="Such as `500ms`, `2s`, `5m`, `1h`."
        />
        <TextField
          {...durationOf('cooldown')}
          label="Then rest for"
          placeholder="no rest"
          hint="Matches in this time are held, and counted."
        />
        <TextField {...durationOf('timeout')} label="End its actions after" placeholder="when the command ends" />
        <NumberField
          label="Actions at once, at most"
          min={1}
          placeholder="no limit"
          value={draft.max_runs_at_once}
          problem={problemIn(problems, 'max_runs_at_once')}
          onChange={(max_runs_at_once) => onEdit({ max_runs_at_once })}
        />
        <NumberField
          label="Priority"
          placeholder="0"
          hint="Rules with a higher one are asked first."
          value={draft.priority}
          problem={problemIn(problems, 'priority')}
          onChange={(priority) => onEdit({ priority })}
        />
      </Pair>
      <CheckField
        {...tickOf('single_instance')}
        label="One at a time"
        hint="Hold it while its last action still runs."
      />
      <CheckField {...tickOf('stop')} label="Ask no later rule" hint="When this one matches, it has the last word." />
      <CheckField
        {...tickOf('of_actions')}
        label="Look at actions of other rules, too"
        hint="Otherwise what rules start is left alone, so that nothing goes in circles."
      />
    </FoldedPart>
  );
}

function limitsBrief(draft: RuleDraft): string | undefined {
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
