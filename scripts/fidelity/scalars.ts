// Scalars in scenarios as those who recorded them read them: `1e9` without a dot and a sign is a text there, `no` is a
// boolean.
import type { ScalarTag, Tags } from 'yaml';

const WITH_EXPONENT = /^[-+]?[0-9][0-9_]*\.[0-9_]*[eE][-+][0-9]+$/;

/** In keys too. */
const WORD_BOOLEAN: ScalarTag = {
  default: true,
  tag: 'tag:yaml.org,2002:bool',
  test: /^(?:yes|Yes|YES|no|No|NO|on|On|ON|off|Off|OFF)$/,
  resolve: (word) => /^(?:yes|on)$/i.test(word),
};

/** For `customTags` of the YAML reader. */
export function recordersScalars(tags: Tags): Tags {
  const own = tags.map((tag) =>
    typeof tag === 'object' && 'format' in tag && tag.format === 'EXP'
      ? ({ ...tag, test: WITH_EXPONENT } as ScalarTag)
      : tag,
  );
  return [...own, WORD_BOOLEAN];
}
