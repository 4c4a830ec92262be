// What the server tells of a sheet of entries.
import type { components } from '../../../shared/api/schema';

export type Report = components['schemas']['EntryImportReport'];
export type Call = Report['call'];
