import { describeExit, type SoundAction, shortened, soundNames, succeeded } from '../../../shared/vocabulary';
import type { Child, Clock, Processes } from '../../ports';
import { endGroup, groupGone } from './ending';
import { environmentOf } from './environment';
import { adopt, type Groups } from './group';
import { done, failed, type Outcome, type Runner, stopped, type Task, unlessStopped } from './runner';
import { expandPath } from './variables';

export interface SoundOptions {
  readonly processes: Processes;
  readonly clock: Clock;
  readonly groups: Groups;
  /** VibeRot's own folder. */
  readonly home: string;
  /** The app's own sounds: NAME.wav. */
  readonly bundledSounds: string;
}

interface Player {
  readonly program: string;
  args(file: string): readonly string[];
  /** It takes everything else for samples, and makes noise of it. */
  readonly onlyWav?: boolean;
}

/** Programs that play a sound file: of PipeWire, PulseAudio, ALSA, FFmpeg, macOS and Windows. */
const players: readonly Player[] = [
  { program: 'pw-play', args: (file) => [file] },
  { program: 'paplay', args: (file) => [file] },
  { program: 'aplay', args: (file) => ['-q', file], onlyWav: true },
  { program: 'ffplay', args: (file) => ['-nodisp', '-autoexit', '-loglevel', 'error', file] },
  { program: 'afplay', args: (file) => [file] },
  {
    program: 'powershell.exe',
    // The name goes by the environment, where it needs no quoting.
    args: () => [
      ...['-NoProfile', '-NonInteractive', '-Command'],
      '(New-Object Media.SoundPlayer $env:VIBEROT_SOUND).PlaySync()',
    ],
    onlyWav: true,
  },
];

const toEnd = { termAfterMs: 0, killAfterMs: 500 };
const afterwardsMs = 1_000;

/** Plays a sound by the first of the system's players that is there and can play it. */
export function soundRunner(options: SoundOptions): Runner<SoundAction> {
  const { processes, home, bundledSounds } = options;
  return async (task) => {
    const { action, occasion, run } = task;
    // A command line that is too long would keep the player from starting.
    const short = { ...occasion, process: shortened(occasion.process) };
    const env = environmentOf({ env: processes.env, home }, short, { run });
    const named = soundNames.find((name) => name === action.sound);
    const file = named
      ? { ok: true as const, value: `${bundledSounds}/${named}.wav` }
      : expandPath(action.sound, env, home);
    if (!file.ok) return failed(file.message);
    const complaints: string[] = [];
    for (const { program, args, onlyWav } of players) {
      if (onlyWav && !/\.wav$/i.test(file.value)) continue;
      const request = { file: program, args: args(file.value), cwd: home };
      const spawned = await processes.spawn({ ...request, env: { ...env, VIBEROT_SOUND: file.value } });
      if (!spawned.ok) {
        if (spawned.error !== 'not-found') complaints.push(spawned.message);
        continue;
      }
      const played = await play(spawned.value, task, options);
      if (typeof played !== 'string') return played;
      complaints.push(`${program}: ${played}`);
    }
    if (complaints.length > 0) return failed(`${file.value} could not be played. ${complaints.join('; ')}`);
    return failed('There is no program that plays sounds. Install one of pw-play, paplay, aplay and ffplay.');
  };
}

/** @returns what went wrong, when another player may do better */
async function play(child: Child, task: Task, { clock, groups }: SoundOptions): Promise<Outcome | string> {
  const release = adopt(child, task, { clock, groups });
  task.started(child.pid);
  let said = '';
  child.output.on(({ chunk }) => {
    said = `${said}${new TextDecoder().decode(chunk)}`.slice(-200);
  });
  child.endInput();
  const exit = await unlessStopped(child.exited, task);
  if (exit) await groupGone(child, clock, () => afterwardsMs);
  else await endGroup(child, clock, () => toEnd);
  release();
  if (!exit) return stopped(task);
  return succeeded(exit) ? done : said.trim() || `it ended with ${describeExit(exit)}`;
}
