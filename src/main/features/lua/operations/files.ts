import { z } from 'zod';
import { ok } from '../../../../shared/result';
import { Data, nothing, type Operations, operation } from './operation';

const Path = z.string().min(1);
/** More does not cross the border of Lua: it is not even read. */
const mostBytes = 1024 * 1024;

/** Files of the folders that the caller's domain may use. */
export const fileOperations: Operations = {
  'fs.read': operation([Path], ([path], { files }) => files.read(path, mostBytes)),
  'fs.write': operation([Path, Data], async ([path, data], { files }) => {
    const written = await files.write(path, data);
    return written.ok ? nothing : written;
  }),
  'fs.append': operation([Path, z.string()], async ([path, line], { files }) => {
    const written = await files.append(path, line);
    return written.ok ? nothing : written;
  }),
  'fs.list': operation([Path.optional()], async ([path], { files }) => {
    const listed = await files.list(path ?? '.');
    return listed.ok ? ok(listed.value) : listed;
  }),
  'fs.remove': operation([Path], ([path], { files }) => files.remove(path)),
};
