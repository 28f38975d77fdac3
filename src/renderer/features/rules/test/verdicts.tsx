import { Check, Minus } from 'lucide-react';
import type { MatchForm, RuleVerdicts } from '../../../../shared/vocabulary';
import { countText } from '../../../text';
import { Chip, Fold, Prose } from '../../../ui';

/** More rules than this that do not match are folded away. */
const mostShown = 12;

export interface VerdictsProps {
  readonly verdicts: RuleVerdicts;
  /** What people call a rule. */
  readonly nameOf: (id: string) => string;
}

/** What each rule makes of a command, and why; in the order in which they are asked. */
export function Verdicts({ verdicts: { matches, rejected }, nameOf }: VerdictsProps) {
  const others = (
    <ul className="flex flex-col gap-2">
      {rejected.map(({ id, why }) => (
        <li key={id} className="flex gap-2 text-muted">
          <Minus size={14} className="mt-0.5 shrink-0 text-faint" role="img" aria-label="does not match" />
          <span className="min-w-0 break-words">
            <b className="font-semibold">{nameOf(id)}</b>: <Prose text={why} />
          </span>
        </li>
      ))}
    </ul>
  );
  return (
    <div className="flex flex-col gap-2 text-sm">
      {matches.length === 0 && <p className="text-muted">No rule would act.</p>}
      <ul className="flex flex-col gap-2 empty:hidden">
        {matches.map(({ id, ...match }) => (
          <li key={id} className="flex gap-2">
            <Check size={14} className="mt-0.5 shrink-0 text-good" role="img" aria-label="matches" />
            <MatchText name={nameOf(id)} {...match} />
          </li>
        ))}
      </ul>
      {rejected.length > mostShown ? (
        <Fold title={`${countText(rejected.length, 'other rule')} would not match`}>{others}</Fold>
      ) : (
        others
      )}
    </div>
  );
}

type MatchTextProps = Omit<RuleVerdicts['matches'][number], 'id'> & { readonly name: string };

function MatchText({ name, form, text, pattern, assuming }: MatchTextProps) {
  return (
    <div className="min-w-0 break-words">
      <p>
        <b className="font-semibold">{name}</b> would match {forms[form]}.
      </p>
      <p className="mt-0.5 text-muted">
        <Chip>{pattern}</Chip> fits <Chip>{text}</Chip>
      </p>
      {assuming.length > 0 && (
        <p className="mt-0.5 text-faint">
          If <Prose text={assuming.join(', and ')} />.
        </p>
      )}
    </div>
  );
}

const forms: Record<MatchForm, string> = {
  line: 'the whole command line',
  program: 'it without the program’s folder',
  script: 'it without its interpreter',
};
