import type { Result } from '../../../shared/result';
import type { FullCapture, ProbeStatus } from '../../../shared/vocabulary';
import type { InspectFailure, ProbeInstallation } from '../../ports';

/** What is known of full capture, besides what the running helper says. */
export interface CaptureKnowledge {
  /** Undefined before the first look. */
  readonly installation: Result<ProbeInstallation, InspectFailure> | undefined;
  /** Why the installed helper is not used, although it looks as it should. */
  readonly distrusted: string | undefined;
  /** The person wants no offer. */
  readonly declined: boolean;
  readonly changing: boolean;
}

type Running = Pick<ProbeStatus, 'state' | 'tier' | 'why'>;
type Verdict = Pick<FullCapture, 'state' | 'why' | 'offered'>;

/** Full capture as a person should see it. */
export function describeFullCapture(probe: Running, known: CaptureKnowledge): FullCapture {
  const found = known.installation?.ok ? known.installation.value : undefined;
  return {
    ...judge(probe, known, found),
    changing: known.changing,
    canAsk: found?.canAsk ?? false,
    path: found?.path,
    installed:
      found && found.state !== 'absent' ? { allUsers: found.allUsers, current: found.state === 'current' } : undefined,
  };
}

function judge(probe: Running, known: CaptureKnowledge, found: ProbeInstallation | undefined): Verdict {
  const { installation, distrusted, declined } = known;
  if (probe.state === 'starting' || probe.state === 'restarting') {
    return { state: 'off', why: 'the probe is just starting', offered: false };
  }
  if (probe.state !== 'running') return { state: 'unavailable', why: 'processes are not watched', offered: false };
  if (probe.tier === 'ebpf') return { state: 'on', offered: false };
  if (distrusted !== undefined) return { state: 'off', why: distrusted, offered: false };
  if (installation?.ok === false && installation.error === 'unavailable') {
    return { state: 'unavailable', why: installation.message, offered: false };
  }
  // Capabilities mend nothing else, such as a kernel that is too old. Root has them and was refused all the same.
  if (!found || !/\bcap_(bpf|perfmon)\b/.test(probe.why ?? '')) {
    return { state: 'unavailable', why: probe.why, offered: false };
  }
  const detail = whyWithout(found);
  const why = detail === undefined ? 'needs cap_bpf' : `needs cap_bpf; ${detail}`;
  return { state: 'off', why, offered: !declined && (found.state === 'absent' || found.state === 'outdated') };
}

/** Why what is installed does not give it. */
function whyWithout({ state, why }: ProbeInstallation): string | undefined {
  switch (state) {
    case 'absent':
      return undefined;
    case 'outdated':
      return 'the installed helper is of another build of VibeRot';
    case 'unusable':
      return why;
    case 'current':
      return 'the system gave the installed helper no capabilities';
  }
}
