import type { LuaValue } from '../../shared/vocabulary';
import type { HostFunction, Vm } from './bridge';
import { keysProblem } from './keys';
import { createPatterns, positionCapture } from './patterns';
import { type LogLevel, luaLogLevels } from './protocol';
import { LuaError } from './values';

/** What the runtime's Lua tells and asks of the worker around it. */
export interface Surroundings {
  readonly messageBytes: number;
  /** Asks the host. @returns the number that its answer names. Throws when there is too much to ask. */
  call(op: string, module: string, args: readonly LuaValue[]): number;
  log(level: LogLevel, module: string, text: string): void;
  failed(message: string, trace: string, module: string, handler: string | undefined): void;
  reply(id: number, ok: boolean, values: readonly LuaValue[]): void;
  /** Wants to be told `late` after some time. */
  later(ms: number, token: number): void;
  /** Registrations are not what they were. */
  changed(): void;
  /** Why a text is no regular expression of RE2; undefined when it is one. */
  patternProblem(pattern: string): string | undefined;
}

const jsonBytes = 2 * 1024 * 1024;
const mostResults = 40;

export function hostFunctions(vm: Vm, around: Surroundings): Readonly<Record<string, HostFunction>> {
  const { values } = vm;
  const text = (l: number, index: number) => values.text(l, index);
  const patterns = createPatterns(
    (message) => {
      throw new LuaError(message);
    },
    () => vm.mayGoOn(),
  );

  function readArgs(l: number, from: number, most: number): LuaValue[] {
    const args: LuaValue[] = [];
    // All of them together: a text that is given thousands of times counts each time.
    let left = most;
    for (let index = from; index <= vm.count(l); index++) {
      args.push(values.read(l, index, left));
      left -= values.cost;
    }
    return args;
  }

  function ask(l: number): number {
    return around.call(text(l, 1), text(l, 2), readArgs(l, 3, around.messageBytes));
  }

  function scan(l: number): number {
    const subject = vm.bytesAt(l, 1);
    const pattern = vm.bytesAt(l, 2);
    const [from, last, skip] = [vm.numberAt(l, 3), vm.numberAt(l, 4), vm.numberAt(l, 5)];
    const mode = text(l, 7);
    const found = patterns.scan(
      subject,
      { heap: subject.heap, from: pattern.from + skip, to: pattern.to },
      { from: subject.from + from, last: last < 0 ? -1 : subject.from + last, anchored: values.read(l, 6) === true },
    );
    if (!found) {
      if (mode === 'each') return 0;
      values.push(l, undefined);
      return 1;
    }
    vm.reserve(l, mostResults);
    const before = vm.count(l);
    if (mode !== 'match') vm.pushInteger(l, found.start - subject.from + (mode === 'find' ? 1 : 0));
    if (mode !== 'match') vm.pushInteger(l, found.end - subject.from);
    for (const { start, length } of found.captures) {
      if (length === positionCapture) vm.pushInteger(l, start - subject.from + 1);
      else vm.pushSlice(l, start, length);
    }
    if (mode !== 'find' && found.captures.length === 0) vm.pushSlice(l, found.start, found.end - found.start);
    return vm.count(l) - before;
  }

  return {
    begin(l) {
      vm.begin(l, 1, values.read(l, 2) === true);
      return 0;
    },
    finish(l) {
      const { tookMs, exceeded } = vm.finish();
      vm.pushNumber(l, tookMs);
      vm.pushBoolean(l, exceeded);
      return 2;
    },
    check() {
      vm.mayGoOn();
      return 0;
    },
    scan,
    call(l) {
      vm.pushInteger(l, ask(l));
      return 1;
    },
    /** As `call`, but nobody waits for the answer. */
    tell(l) {
      ask(l);
      return 0;
    },
    log(l) {
      const level = luaLogLevels.find((name) => name === text(l, 1)) ?? 'info';
      around.log(level, text(l, 2), text(l, 3));
      return 0;
    },
    failed(l) {
      const handler = values.read(l, 4);
      around.failed(
        text(l, 1),
        text(l, 2),
        String(values.read(l, 3) ?? ''),
        handler === undefined ? handler : String(handler),
      );
      return 0;
    },
    reply(l) {
      around.reply(vm.numberAt(l, 1), values.read(l, 2) === true, readArgs(l, 3, around.messageBytes));
      return 0;
    },
    later(l) {
      around.later(vm.numberAt(l, 1), vm.numberAt(l, 2));
      return 0;
    },
    changed() {
      around.changed();
      return 0;
    },
    encode(l) {
      const value = values.read(l, 1, jsonBytes);
      values.pushText(l, encodeJson(value));
      return 1;
    },
    decode(l) {
      const { from, to } = vm.bytesAt(l, 1);
      if (to - from > jsonBytes) throw new LuaError('json.decode: the text is too long');
      values.push(l, decodeJson(text(l, 1)), jsonBytes * 16);
      return 1;
    },
    /** Why a text is no keys of the window; nil when it is. */
    keys(l) {
      values.push(l, keysProblem(text(l, 1)));
      return 1;
    },
    /** A copy of plain data. */
    plain(l) {
      values.push(l, values.read(l, 1, around.messageBytes));
      return 1;
    },
    pattern(l) {
      values.push(l, around.patternProblem(text(l, 1)));
      return 1;
    },
    /** A table that stays a list when it is empty. */
    list(l) {
      values.push(l, []);
      return 1;
    },
    null(l) {
      vm.pushNull(l);
      return 1;
    },
  };
}

function encodeJson(value: LuaValue): string {
  return JSON.stringify(value ?? null, (key, inner: unknown) => {
    const where = key === '' ? '' : ` in "${key}"`;
    if (inner instanceof Uint8Array) throw new LuaError(`json.encode: the text${where} is not UTF-8`);
    if (typeof inner === 'number' && !Number.isFinite(inner))
      throw new LuaError(`json.encode: ${inner}${where} is no JSON`);
    return inner === undefined ? null : inner;
  });
}

function decodeJson(text: string): LuaValue {
  try {
    return JSON.parse(text) as LuaValue;
  } catch (error) {
    throw new LuaError(`json.decode: ${error instanceof Error ? error.message : 'not JSON'}`);
  }
}
