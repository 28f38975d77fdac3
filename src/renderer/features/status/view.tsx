import { CircleAlert, CircleCheck, TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import { useStore } from 'zustand';
import type { HubStatus } from '../../../shared/vocabulary';
import { Alert, classNames, Page, Prose } from '../../ui';
import { Cards } from './cards';
import { Figures } from './figures';
import { FullCaptureOffer } from './full-capture';
import { FullCaptureDialog } from './full-capture-dialog';
import { type Health, healthOf } from './health';
import type { ShellStore } from './shell-store';
import type { CaptureActions, StatusStore } from './store';

export interface StatusViewProps {
  readonly store: StatusStore;
  readonly home: string | undefined;
}

export function StatusView({ store, home }: StatusViewProps) {
  const { value: status, error } = useStore(store);
  return (
    <Page title="Status">
      {error !== undefined && (
        <Alert severity="error" announce title="These numbers no longer follow what happens">
          {error} Reload the page to begin anew.
        </Alert>
      )}
      {status && <Sections status={status} home={home} actions={store.capture} shells={store.shells} />}
    </Page>
  );
}

interface SectionsProps extends Pick<StatusViewProps, 'home'> {
  readonly status: HubStatus;
  readonly actions: CaptureActions;
  readonly shells: ShellStore;
}

function Sections({ status, home, actions, shells }: SectionsProps) {
  const [explaining, setExplaining] = useState(false);
  const capture = { probe: status.probe, actions, onTurnOn: () => setExplaining(true) };
  return (
    <>
      <Headline health={healthOf(status)} />
      <Notices notices={status.notices} />
      <FullCaptureOffer {...capture} />
      <Figures status={status} />
      <Cards status={status} home={home} capture={capture} shells={shells} />
      <FullCaptureDialog
        full={status.probe.full}
        actions={actions}
        open={explaining}
        onClose={() => setExplaining(false)}
      />
    </>
  );
}

const looks = {
  good: { icon: CircleCheck, text: 'text-good', box: 'bg-good-soft', name: 'All is well' },
  warning: { icon: TriangleAlert, text: 'text-warn', box: 'bg-warn-soft', name: 'Attention' },
  bad: { icon: CircleAlert, text: 'text-bad', box: 'bg-bad-soft', name: 'Not working' },
};

function Headline({ health: { level, headline, detail } }: { readonly health: Health }) {
  const { icon: Icon, text, box, name } = looks[level];
  return (
    <div role="status" className="flex items-center gap-3.5">
      <span className={classNames('grid size-10 shrink-0 place-items-center rounded-xl', box, text)}>
        <Icon size={20} role="img" aria-label={name} />
      </span>
      <div className="min-w-0">
        <p className="text-lg font-semibold">{headline}</p>
        <p className="text-muted">
          <Prose text={detail} />
        </p>
      </div>
    </div>
  );
}

function Notices({ notices }: Pick<HubStatus, 'notices'>) {
  if (notices.length === 0) return null;
  return (
    <section aria-label="Notices" className="flex flex-col gap-2">
      {notices.map(({ id, severity, message, remedy }) => (
        <Alert key={id} severity={severity} title={<Prose text={message} />}>
          {remedy !== undefined && <Prose text={remedy} />}
        </Alert>
      ))}
    </section>
  );
}
