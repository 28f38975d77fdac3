import { Plus } from 'lucide-react';
import type { ActionDraft } from '../../../../shared/vocabulary';
import { Chip, FieldProblem, Fold, Menu } from '../../../ui';
import { ActionIcon } from '../action-icon';
import { actionWords, newAction, offeredActions } from '../draft/actions';
import { moved, removed, replaced } from '../draft/draft';
import { problemAt } from '../draft/problems';
import { ActionCard, type ActionCardProps } from './action-card';
import { Part, type PartProps } from './part';

export interface ThenProps extends PartProps {
  readonly onTry: ActionCardProps['onTry'];
}

/** What the rule does. */
export function Then({ draft, standing, problems, onEdit, onTry }: ThenProps) {
  const { action } = draft;
  const problem = problemAt(problems, 'action');
  return (
    <Part title="Then">
      {action.length > 0 && (
        <ol aria-label="Actions" className="flex flex-col gap-2.5">
          {action.map((entry, index) => (
            <ActionCard
              // biome-ignore lint/suspicious/noArrayIndexKey: actions have no other identity than their place
              key={`${entry.type}:${index}`}
              action={entry}
              index={index}
              count={action.length}
              atMoments={standing.on === 'start'}
              timeoutOfRule={standing.timeout}
              problems={problems}
              onChange={(next: ActionDraft) => onEdit({ action: replaced(action, index, next) })}
              onMove={(to) => onEdit({ action: moved(action, index, to) })}
              onRemove={() => onEdit({ action: removed(action, index) })}
              onTry={onTry}
            />
          ))}
        </ol>
      )}
      {problem !== undefined && <FieldProblem>{problem}</FieldProblem>}
      <div>
        <Menu
          align="start"
          trigger={
            <button
              type="button"
              className="flex h-7 items-center gap-1.5 rounded-md border border-line-strong bg-raised px-2.5 text-sm font-medium hover:bg-hover"
            >
              <Plus size={13} aria-hidden />
              {action.length === 0 ? 'Choose what to do' : 'Add an action'}
            </button>
          }
          items={offeredActions.map((type) => ({
            ...{
              label: actionWords[type].name,
              hint: actionWords[type].hint,
              icon: <ActionIcon type={type} size={15} />,
            },
            onChoose: () => onEdit({ action: [...action, newAction(type)] }),
          }))}
        />
      </div>
      {action.some(({ type }) => type !== 'sound') && <PlaceholderHelp />}
    </Part>
  );
}

const meanings = [
  ['command', 'the command line'],
  ['program', 'the program’s name'],
  ['pid', 'its process'],
  ['cwd', 'the folder it started in'],
  ['rule', 'the id of this rule'],
  ['agent', 'the coding agent it comes from'],
  ['exit', 'its exit code, once it has ended'],
  ['duration', 'how long it ran, once it has ended'],
] as const;

function PlaceholderHelp() {
  return (
    <Fold title={<span className="font-normal text-muted">What texts can hold</span>}>
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 gap-y-1 text-sm">
        {meanings.map(([name, meaning]) => (
          <div key={name} className="contents">
            <dt>
              <Chip>{`{${name}}`}</Chip>
            </dt>
            <dd className="text-muted">{meaning}</dd>
          </div>
        ))}
      </dl>
    </Fold>
  );
}
