import type { ProbeStatus } from '../../../shared/vocabulary';
import { Alert, Button, Prose } from '../../ui';
import { captureChoices, captureText } from './capture-text';
import type { CaptureActions } from './store';

export interface FullCaptureProps {
  readonly probe: ProbeStatus;
  readonly actions: CaptureActions;
  /** Explains first what turning it on means. */
  readonly onTurnOn: () => void;
}

/** Whether it is on, in the card of the probe, with what can be done about it. */
export function FullCaptureFact({ probe, actions, onTurnOn }: FullCaptureProps) {
  const { on, off } = captureChoices(probe.full);
  const { changing } = probe.full;
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
      <span>
        <Prose text={captureText(probe)} />
      </span>
      {changing && <span className="text-muted">The system asks for your password…</span>}
      {on && (
        <Button disabled={changing} onClick={onTurnOn}>
          Turn on…
        </Button>
      )}
      {off !== undefined && (
        <Button disabled={changing} onClick={() => void actions.disable()}>
          {off}
        </Button>
      )}
    </div>
  );
}

/** The suggestion at the top, until it is taken or declined. */
export function FullCaptureOffer({ probe, actions, onTurnOn }: FullCaptureProps) {
  if (!probe.full.offered) return null;
  return (
    <Alert severity="info" title="VibeRot can see more">
      Commands that end within a moment may be shown without their arguments. Full capture sees those, too; it needs
      your password once.
      <div className="mt-2 flex flex-wrap gap-2">
        <Button disabled={probe.full.changing} onClick={onTurnOn}>
          Turn on full capture…
        </Button>
        <Button look="quiet" onClick={() => void actions.dismissOffer()}>
          Don’t offer again
        </Button>
      </div>
    </Alert>
  );
}
