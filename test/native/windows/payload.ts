/** What Windows would send about a process (class Process_TypeGroup1, documented with MSNT_SystemTrace). */
export interface Payload {
  readonly version: number;
  readonly pointerBytes: number;
  readonly pid: number;
  readonly ppid: number;
  readonly status: number;
  /** How many parts the user's id has; undefined for no user at all. */
  readonly authorities: number | undefined;
  readonly name: string;
  readonly commandLine: string;
}

export function encode({ version, pointerBytes, ...fields }: Payload): Buffer {
  const u32 = (value: number) => Buffer.from(Uint32Array.of(value).buffer);
  const pointer = (fill: number) => Buffer.alloc(pointerBytes, fill);
  const { authorities } = fields;
  const user =
    authorities === undefined
      ? [u32(0)]
      : [pointer(0xee), pointer(0), Buffer.from([1, authorities, 0, 0, 0, 0, 0, 5]), Buffer.alloc(4 * authorities, 7)];
  const parts = [pointer(0xcc), u32(fields.pid), u32(fields.ppid), u32(1), u32(fields.status)];
  if (version >= 3) parts.push(pointer(0xdd));
  if (version >= 4) parts.push(u32(0));
  parts.push(...user, Buffer.from(`${fields.name}\0`, 'latin1'), Buffer.from(`${fields.commandLine}\0`, 'utf16le'));
  // The package and the application of what comes from the Store.
  if (version >= 4) parts.push(Buffer.from('\0\0', 'utf16le'));
  return Buffer.concat(parts);
}
