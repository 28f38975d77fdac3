import { z } from 'zod';
import type { CaptureChange } from '../../../shared/contract';
import type { Result } from '../../../shared/result';
import type { FullCapture, ProbeStatus } from '../../../shared/vocabulary';
import type { Files, InspectFailure, InstallFailure, Log, ProbeInstallation, ProbeInstaller } from '../../ports';
import { describeFullCapture } from './full-capture';

/** Turns full capture on and off. Nothing of this asks anybody for anything before it is called. */
export interface CaptureControl {
  enable(options: { readonly allUsers: boolean }): Promise<CaptureChange>;
  disable(): Promise<CaptureChange>;
  /** Offers it no more, also after the next start. */
  dismissOffer(): Promise<void>;
}

/** The same, as the service that starts the helpers needs it. */
export interface Capture extends CaptureControl {
  /** Looks at the installation anew. @returns the path of the installed helper, if that is the one to start */
  look(): Promise<string | undefined>;
  /** The installed helper does not work: the app's own is used until `trust`. */
  distrust(why: string): void;
  trust(): void;
  describe(probe: Pick<ProbeStatus, 'state' | 'tier' | 'why'>): FullCapture;
}

export interface CaptureOptions {
  readonly installer: ProbeInstaller;
  readonly files: Files;
  /** Where it is remembered that the person wants no offer. */
  readonly home: string;
  readonly log: Log;
  /** Aborts what is asked for when the hub ends. */
  readonly signal: AbortSignal;
  readonly full: () => FullCapture;
  /** What `describe` gives has changed. */
  readonly onChange: () => void;
  /** Starts the helper that is to be used now. */
  readonly restart: () => Promise<void>;
}

const Memory = z.object({ offerFullCapture: z.boolean() });

export function createCapture(options: CaptureOptions): Capture {
  const { installer, files, home, log, signal, full, onChange, restart } = options;
  const memory = `${home}/probe.json`;
  let installation: Result<ProbeInstallation, InspectFailure> | undefined;
  let distrusted: string | undefined;
  let declined = false;
  let changing = false;

  async function look(): Promise<string | undefined> {
    declined ||= await wasDeclined(files, memory);
    installation = await installer.inspect();
    if (!installation.ok || installation.value.state !== 'current' || distrusted !== undefined) return undefined;
    return installation.value.path;
  }

  async function decline(): Promise<void> {
    if (declined) return;
    declined = true;
    const written = await files.createText(memory, `${JSON.stringify({ offerFullCapture: false })}\n`);
    if (!written.ok) log.warn('That no offer is wanted could not be remembered', { memory, why: written.message });
  }

  async function change(apply: () => Promise<Result<void, InstallFailure>>): Promise<Result<void, InstallFailure>> {
    changing = true;
    onChange();
    const result = await apply().finally(() => {
      changing = false;
    });
    if (result.ok) {
      await restart();
    } else {
      log.warn('Full capture was not changed', { error: result.error, why: result.message });
      if (result.error === 'refused') await decline();
      await look();
    }
    onChange();
    return result;
  }

  function outcomeOf(result: Result<void, InstallFailure>): CaptureChange {
    if (result.ok) return { outcome: 'done', full: full() };
    const outcome = result.error === 'not-needed' ? 'unavailable' : result.error;
    return { outcome, message: result.message, full: full() };
  }

  const busy = (): CaptureChange => ({
    ...{ outcome: 'failed', message: 'Full capture is just being turned on or off.', full: full() },
  });

  return {
    look,
    distrust(why) {
      log.warn('The installed helper is not used', { why });
      distrusted = `the installed helper does not work: ${why}`;
    },
    trust() {
      distrusted = undefined;
    },
    describe: (probe) => describeFullCapture(probe, { installation, distrusted, declined, changing }),
    async enable({ allUsers }) {
      if (changing) return busy();
      const done = outcomeOf(await change(() => installer.enable({ allUsers }, signal)));
      const { state, why } = done.full;
      if (done.outcome !== 'done' || state === 'on') return done;
      return { ...done, message: `The helper is installed, but full capture is ${state}: ${why}.` };
    },
    async disable() {
      if (changing) return busy();
      const result = await change(async () => {
        const removed = await installer.disable(signal);
        if (removed.ok) await decline();
        return removed;
      });
      return outcomeOf(result);
    },
    async dismissOffer() {
      await decline();
      onChange();
    },
  };
}

async function wasDeclined(files: Files, memory: string): Promise<boolean> {
  const content = await files.readText(memory);
  if (!content.ok) return false;
  try {
    return !Memory.parse(JSON.parse(content.value)).offerFullCapture;
  } catch {
    return false;
  }
}
