// Numbers in scenarios as those who recorded them read them: `1e9` without a dot and a sign is a text there.
import type { ScalarTag, Tags } from 'yaml';

const WITH_EXPONENT = /^[-+]?[0-9][0-9_]*\.[0-9_]*[eE][-+][0-9]+$/;

/** For `customTags` of the YAML reader. */
export function recordersNumbers(tags: Tags): Tags {
  return tags.map((tag) =>
    typeof tag === 'object' && 'format' in tag && tag.format === 'EXP'
      ? ({ ...tag, test: WITH_EXPONENT } as ScalarTag)
      : tag,
  );
}
