import type { RulesState } from '../../shared/contract';
import type { HubStatus } from '../../shared/vocabulary';
import { type ActivityStore, ActivityView, type ActivityViewProps } from '../features/activity';
import { CommandFigures, CommandsView, type HistoryStore, HistoryView, LiveTimeline } from '../features/history';
import { PageHeader, TabPanel, Tabs } from '../ui';
import { type ActivityPart, goTo, goToPart, useActivityPart } from './route';

export interface ActivityPageProps extends Pick<ActivityViewProps, 'onCreateRule'> {
  readonly activity: ActivityStore;
  readonly history: HistoryStore;
  readonly hub: HubStatus | undefined;
  readonly rules: RulesState | undefined;
  readonly home: string | undefined;
}

const parts: readonly { readonly value: ActivityPart; readonly label: string }[] = [
  { value: 'live', label: 'Live' },
  { value: 'history', label: 'History' },
  { value: 'commands', label: 'Commands' },
];

/** What runs now, what ran before, and figures of both. */
export function ActivityPage({ activity, history, hub, rules, home, onCreateRule }: ActivityPageProps) {
  const part = useActivityPart();
  return (
    <section aria-label="Activity" className="flex min-h-0 flex-1 flex-col">
      <Tabs label="Parts of Activity" options={parts} value={part} onChange={goToPart}>
        {(list) => (
          <>
            <PageHeader title="Activity">{list}</PageHeader>
            <TabPanel value={part} tabIndex={-1} className="flex min-h-0 flex-1 flex-col outline-none">
              {part === 'live' && (
                <ActivityView
                  store={activity}
                  probe={hub?.probe}
                  rules={rules}
                  home={home}
                  onGo={goTo}
                  onCreateRule={onCreateRule}
                  figuresOf={(argv) => <CommandFigures store={history} command={argv} />}
                  above={
                    <LiveTimeline
                      store={history}
                      onSpan={(span) => {
                        history.setRange('6h');
                        history.setSpan(span);
                        goToPart('history');
                      }}
                    />
                  }
                />
              )}
              {part === 'history' && (
                <HistoryView
                  store={history}
                  status={hub?.history}
                  rules={rules?.rules.map(({ id }) => id) ?? []}
                  home={home}
                  onCreateRule={onCreateRule}
                />
              )}
              {part === 'commands' && (
                <CommandsView store={history} status={hub?.history} onShowHistory={() => goToPart('history')} />
              )}
            </TabPanel>
          </>
        )}
      </Tabs>
    </section>
  );
}
