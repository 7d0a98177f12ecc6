// `preset: 'wavetank'` in a jest configuration: the parts of `preset-config` as jest reads them, one name each.

import { preset } from './preset-config';

export const { moduleFileExtensions, testMatch, transform, dependencyExtractor } = preset();
