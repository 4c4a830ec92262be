// What a member does with an agency's entries unless an entry says otherwise.
import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import type { components } from '../../shared/api/schema';

export type Level = components['schemas']['Level'];
export const LEVELS: readonly Level[] = ['view', 'edit', 'submit', 'manage'];

export const levelWords: Record<Level, MessageDescriptor> = {
  view: msg`اطّلاع`,
  edit: msg`تحرير`,
  submit: msg`تحرير وتقديم`,
  manage: msg`إدارة الجهة`,
};
export const levelHelp: Record<Level, MessageDescriptor> = {
  view: msg`قراءة مشاركات الجهة، بلا كتابة.`,
  edit: msg`كتابة المشاركات ورفع ملفاتها.`,
  submit: msg`ذلك كله، وتقديم المشاركات وسحبها ودعوة متعاونين إليها.`,
  manage: msg`كل شيء، وأعضاء الجهة وصلاحياتهم.`,
};
