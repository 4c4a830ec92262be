// What a person may do with an entry, and by default with an agency's entries, in words.
import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import type { components } from '../../../shared/api/schema';

export type Right = components['schemas']['EntryRight'];
export type People = components['schemas']['EntryPeople'];
export type Person = components['schemas']['EntryPerson'];
export type Invited = components['schemas']['Invited'];

export const RIGHTS: readonly Right[] = ['view', 'edit', 'submit'];

export const rightWords: Record<Right, MessageDescriptor> = {
  view: msg`اطّلاع`,
  edit: msg`تحرير`,
  submit: msg`تحرير وتقديم`,
};
export const rightHelp: Record<Right, MessageDescriptor> = {
  view: msg`قراءة المشاركة وملفاتها، بلا كتابة.`,
  edit: msg`كتابة الأجوبة ورفع الملفات.`,
  submit: msg`ذلك كله، وتقديم المشاركة. أما سحبها وحذفها ودعوة غيره إليها فلأعضاء الجهة أو صاحب المشاركة وحدهم.`,
};
