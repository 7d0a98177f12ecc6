// Whether objects are there at all.

import { absentLines } from '../report/candidates';
import { nameText } from '../report/object-names';
import { offsetText } from '../report/places';
import { parseRfc3339 } from '../sim/time';
import { defineMatcher } from './matcher';
import { verdict } from './verdict';

export const toExist = defineMatcher({
  name: 'toExist',
  summary: 'The object exists, or the selection matches something; with `.not` nothing is there.',
  takesAbsent: true,
  asksExistence: true,
  example: {
    ts: "expect(shop.object('configmap/catalog')).toExist()",
    yaml: '- expect: { configmap/catalog: toExist }',
  },
  check: (cx, object) => {
    if (!object) {
      const evidence = () => (cx.subject ? absentLines(cx.subject, cx.reader) : []);
      return verdict(false, 'exist', 'it does not exist', { evidence });
    }
    const since = () => offsetText(cx.cluster, parseRfc3339(object.metadata.creationTimestamp ?? cx.cluster.now));
    return verdict(true, 'exist', () => `${nameText(object)} exists since ${since()}`);
  },
});
