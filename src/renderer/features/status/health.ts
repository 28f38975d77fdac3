import type { HubStatus, ProbeStatus } from '../../../shared/vocabulary';

/** The whole picture in one line. */
export interface Health {
  readonly level: 'good' | 'warning' | 'bad';
  /** "Watching every command, by netlink" */
  readonly headline: string;
  /** The same for a narrow place: "Watching by netlink". */
  readonly brief: string;
  /** What the headline means for the person. */
  readonly detail: string;
}

export function healthOf(status: Pick<HubStatus, 'probe' | 'rules' | 'notices'>): Health {
  const { probe } = status;
  if (probe.state !== 'running') return notWatching(probe);
  const by = probe.tier === undefined ? '' : `, by ${tierName(probe.tier)}`;
  const brief = probe.tier === undefined ? 'Watching' : `Watching by ${tierName(probe.tier)}`;
  const lossy = probe.lostEvents !== 0;
  const watching: Health = {
    level: lossy ? 'warning' : 'good',
    headline: lossy ? 'Watching, but some commands may have been missed' : `Watching every command${whose(probe)}${by}`,
    brief,
    detail: ruleSentence(status),
  };
  if (probe.tier === 'poll') {
    return {
      ...watching,
      level: 'warning',
      headline: lossy ? watching.headline : `Watching${by}`,
      detail: 'Commands that end within a moment may be missed.',
    };
  }
  if (status.notices.some(({ severity }) => severity === 'error')) {
    return { ...watching, level: 'warning', detail: 'But something needs your attention; see below.' };
  }
  return watching;
}

/** Full capture is for the person's own processes, unless more was asked for. */
function whose({ full }: ProbeStatus): string {
  return full.state === 'on' && full.installed?.current && !full.installed.allUsers ? ' of yours' : '';
}

function notWatching({ state, why }: ProbeStatus): Health {
  const reason = why ?? 'The probe gave no reason.';
  switch (state) {
    case 'starting':
      return {
        level: 'warning',
        headline: 'Starting to watch',
        brief: 'Starting',
        detail: 'The probe takes its first look at the machine.',
      };
    case 'restarting':
      return { level: 'warning', headline: 'The probe is being restarted', brief: 'Probe restarts', detail: reason };
    default:
      return { level: 'bad', headline: 'Processes are not watched', brief: 'Not watching', detail: reason };
  }
}

function ruleSentence({ rules }: Pick<HubStatus, 'rules'>): string {
  if (rules.count === 0) return 'No rule is in force yet.';
  if (rules.paused) return 'The rules are paused: they match, but no action starts.';
  return rules.count === 1 ? 'One rule is in force.' : `${rules.count} rules are in force.`;
}

/** Names of tiers as their makers write them. */
export function tierName(tier: string): string {
  return { ebpf: 'eBPF', poll: 'polling' }[tier] ?? tier;
}
