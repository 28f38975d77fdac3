import type { Estimate } from '../../shared/vocabulary';
import { countText } from './count';
import { durationText } from './time';

export { timeLeftText } from '../../shared/vocabulary';

const bases: Record<Estimate['basis'], string> = {
  folder: 'of this command in this folder',
  command: 'of this command',
  program: 'of commands like this one',
};

/** "Usually 1 min 20 s, from 12 runs of this command in this folder" */
export function estimateText({ durationsMs, basis }: Estimate): string {
  const median = durationsMs[Math.floor((durationsMs.length - 1) / 2)] ?? 0;
  return `Usually ${durationText(median)}, from ${countText(durationsMs.length, 'run')} ${bases[basis]}`;
}
