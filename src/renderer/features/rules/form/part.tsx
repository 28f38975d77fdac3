import type { ReactNode } from 'react';
import type { DraftProblem, RuleDefaults, RuleDraft } from '../../../../shared/vocabulary';
import { countText } from '../../../text';
import { Badge, Fold } from '../../../ui';
import type { Standing } from '../draft/draft';

/** What each part of the form is given. */
export interface PartProps {
  readonly draft: RuleDraft;
  readonly problems: readonly DraftProblem[];
  /** What [defaults] of the file says. */
  readonly defaults: RuleDefaults;
  /** What counts, whoever says it. */
  readonly standing: Standing;
  readonly onEdit: (patch: Partial<RuleDraft>) => void;
}

export interface PartFrameProps {
  readonly title: string;
  /** What the part is about. */
  readonly text?: string;
  readonly children: ReactNode;
}

/** A part of the form under its heading. */
export function Part({ title, text, children }: PartFrameProps) {
  return (
    <section aria-label={title} className="flex flex-col gap-3 border-t border-line px-5 py-4 first:border-t-0">
      <div>
        <h3 className="font-semibold">{title}</h3>
        {text !== undefined && <p className="text-sm text-faint">{text}</p>}
      </div>
      {children}
    </section>
  );
}

export interface FoldedPartProps {
  readonly title: string;
  /** What it holds, while it is folded. */
  readonly brief: string;
  readonly problems: number;
  /** The rule itself says something in it: then it is open from the start. */
  readonly used: boolean;
  readonly children: ReactNode;
}

/** A part that most rules leave out. */
export function FoldedPart({ title, brief, problems, used, children }: FoldedPartProps) {
  return (
    <section aria-label={title} className="border-t border-line px-5 py-2.5">
      <Fold
        title={<span className="text-base font-semibold">{title}</span>}
        brief={brief}
        mark={problems > 0 && <Badge tone="bad">{countText(problems, 'problem')}</Badge>}
        open={used || problems > 0}
      >
        <div className="flex flex-col gap-3">{children}</div>
      </Fold>
    </section>
  );
}

/** Two fields side by side where there is room. */
export function Pair({ children }: { readonly children: ReactNode }) {
  return <div className="grid items-start gap-3 @min-[460px]:grid-cols-2">{children}</div>;
}
