// Paths as reports name them, on either kind of machine.
import { posix, win32 } from 'node:path';
import { expect, test } from '@jest/globals';
import { reportedName, typedName } from '../../src/cli/repository';

test.each([
  { file: 'a.yaml', folder: '/repo/deploy', root: '/repo', paths: posix, name: 'deploy/a.yaml', typed: 'a.yaml' },
  { file: '../b/a.yaml', folder: '/repo/a', root: '/repo', paths: posix, name: 'b/a.yaml', typed: '../b/a.yaml' },
  { file: '/repo/a b.yaml', folder: '/', root: '/repo', paths: posix, name: 'a b.yaml', typed: 'repo/a b.yaml' },
  { file: '/else/a.yaml', folder: '/repo', root: '/repo', paths: posix, name: '/else/a.yaml', typed: '../else/a.yaml' },
  { file: '..a.yaml', folder: '/repo', root: '/repo', paths: posix, name: '..a.yaml', typed: '..a.yaml' },
  { file: 'STDIN', folder: '/repo/x', root: '/repo', paths: posix, name: 'STDIN', typed: 'STDIN' },
  { file: 'a\\b.yaml', folder: '/repo', root: '/repo', paths: posix, name: 'a\\b.yaml', typed: 'a\\b.yaml' },
  {
    file: 'shop\\a.yaml',
    folder: 'C:\\repo\\d',
    root: 'C:\\repo',
    paths: win32,
    name: 'd/shop/a.yaml',
    typed: 'shop\\a.yaml',
  },
  { file: 'D:\\a.yaml', folder: 'C:\\repo', root: 'C:\\repo', paths: win32, name: 'D:/a.yaml', typed: 'D:\\a.yaml' },
])('$file from $folder is $name', ({ file, folder, root, paths, name, typed }) => {
  expect(reportedName(file, folder, root, paths)).toBe(name);
  expect(typedName(name, folder, root, paths)).toBe(typed);
});
