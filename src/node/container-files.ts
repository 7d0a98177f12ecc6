// The file system of a container as its scripts see it: mounts, what was written, what the program's image is said to
// have. Directories that every image has are there, others are made by what lies in them.

import type { Container } from '../kinds/generated/types.gen';
import { filesBelow, readFile, removeFile, writeFile } from './files';
import type { KubeletContext, PodWorker } from './kubelet-state';
import type { ShellWorld } from './shell/env';

const EVERYWHERE = (
  '/ /bin /dev /dev/shm /etc /home /lib /media /mnt /opt /proc /root /run /sbin /srv /sys /tmp /usr /usr/bin /usr/lib ' +
  '/usr/local /usr/local/bin /usr/sbin /usr/share /var /var/cache /var/lib /var/log /var/run /var/tmp'
).split(' ');

const READ_ONLY = 'Read-only file system';

type FilesContext = Pick<KubeletContext, 'state' | 'get'>;

export function containerFiles(cx: FilesContext, worker: PodWorker, container: Container): ShellWorld {
  const mounts = (container.volumeMounts ?? []).map(({ mountPath }) => mountPath.replace(/(?<=.)\/$/, ''));
  const below = (path: string) => filesBelow(cx, worker, container, path === '/' ? '' : path);
  const read = (path: string) => readFile(cx, worker, container, path);
  const write = (path: string, content: string) =>
    writeFile(cx.state, worker, container, path, content) === undefined ? undefined : READ_ONLY;
  return {
    read,
    kind: (path) => {
      if (read(path) !== undefined) return 'file';
      const isPlace = EVERYWHERE.includes(path) || mounts.some((root) => root === path || root.startsWith(`${path}/`));
      return isPlace || read(`${path}/`) !== undefined || below(path).length > 0 ? 'directory' : undefined;
    },
    write: (path, content) => write(path, content),
    remove: (path) => removeFile(cx.state, worker, container, path),
    makeDirectory: (path) => write(`${path}/`, ''),
    list: (path) => {
      const start = path === '/' ? '/' : `${path}/`;
      const inside = mounts.filter((root) => root.startsWith(start)).map((root) => root.slice(start.length));
      const names = [...below(path), ...inside].map((name) => name.split('/')[0] as string);
      return [...new Set(names)].filter((name) => name !== '').sort();
    },
  };
}

/** The same files; calls `note` when one is written or removed. */
export function notingWrites(world: ShellWorld, note: () => void): ShellWorld {
  return {
    ...world,
    write: (path, content) => {
      note();
      return world.write(path, content);
    },
    remove: (path) => {
      note();
      world.remove(path);
    },
  };
}

/** The same to look at; what is written stays with the one who tries. */
export function tryingFiles(world: ShellWorld): ShellWorld {
  const written = new Map<string, string | undefined>();
  const read = (path: string) => (written.has(path) ? written.get(path) : world.read(path));
  const has = (path: string) => [...written].some(([name, text]) => text !== undefined && name.startsWith(`${path}/`));
  const set = (path: string, content: string | undefined): undefined => void written.set(path, content);
  return {
    read,
    kind: (path) => {
      if (written.has(path) && written.get(path) !== undefined) return 'file';
      if (has(path)) return 'directory';
      const kind = world.kind(path);
      return kind === 'file' && written.has(path) ? undefined : kind;
    },
    write: set,
    remove: (path) => set(path, undefined),
    makeDirectory: (path) => set(`${path}/`, ''),
    list: (path) => {
      const more = [...written.keys()].flatMap((name) =>
        name.startsWith(`${path}/`) ? [name.slice(path.length + 1)] : [],
      );
      const names = [...world.list(path), ...more.map((name) => name.split('/')[0] as string)];
      return [...new Set(names)].filter((name) => name !== '' && read(`${path}/${name}`) !== undefined);
    },
  };
}
