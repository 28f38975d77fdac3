import { capturedProcesses, type FullCapture, type ProbeStatus } from '../../../shared/vocabulary';

/** Full capture in a few words: "off: needs `cap_bpf`". */
export function captureText({ full, why }: Pick<ProbeStatus, 'full' | 'why'>): string {
  if (full.state === 'on')
    return full.installed?.current ? `on, for ${capturedProcesses(full.installed.allUsers)}` : 'on';
  // The reason for the way of capturing stands beside it already.
  if (full.why === undefined || full.why === why) return full.state;
  return `${full.state}: ${full.why.replace(/\bcap_\w+/g, '`$&`')}`;
}

/** What can be done about it here. */
export interface CaptureChoices {
  readonly on: boolean;
  /** What taking the installed helper away is called; undefined when there is none. */
  readonly off: 'Turn off' | 'Remove' | undefined;
}

export function captureChoices({ state, path, installed }: FullCapture): CaptureChoices {
  return {
    on: state === 'off' && path !== undefined,
    off: installed && (state === 'on' ? 'Turn off' : 'Remove'),
  };
}
