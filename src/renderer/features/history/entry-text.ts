/** The program and the rest of a command line as it is stored, which is no longer divided into arguments. */
export function commandParts(command: string): { readonly program: string; readonly args: string } {
  const end = command.indexOf(' ');
  return end < 0 ? { program: command, args: '' } : { program: command.slice(0, end), args: command.slice(end + 1) };
}
