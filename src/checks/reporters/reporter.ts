// What a reporter is: a name and a function from the report to a text.

import type { Palette } from '../../report/palette';
import type { CheckReport } from '../report';

/** What a reporter may know of where its text is read. */
export interface Reading {
  readonly palette: Palette;
  /** A file of the report as its reader finds it. */
  readonly fileName: (file: string) => string;
}

export interface Reporter {
  readonly name: string;
  /** One line for the help. */
  readonly summary: string;
  /** It may stand on standard output beside another one. */
  readonly isForTerminals?: boolean;
  /** What GitHub is to show on the page of a workflow's run. */
  readonly summarize?: (report: CheckReport) => string;
  readonly render: (report: CheckReport, reading: Reading) => string;
}
