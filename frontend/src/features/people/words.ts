// Roles, scopes and invitations in words.
import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import type { StateWords } from '../../shared/ui/Badge';
import type { Role, Scope } from './model';

export const scopeWords: Record<Scope, MessageDescriptor> = {
  instance: msg`النظام كله`,
  programme: msg`برنامج`,
  edition: msg`دورة`,
  organisation: msg`جهة`,
  panel: msg`لجنة`,
  entry: msg`مشاركة`,
};

/** What a role may do, in a line. */
export const roleHelp: Partial<Record<Role, MessageDescriptor>> = {
  admin: msg`يدير الحسابات والأدوار والبرامج. لا يرى الدرجات بحكم هذا الدور.`,
  organiser: msg`يُعدّ الدورة ويُسند ويتابع ويسجّل القرارات.`,
  screener: msg`يفرز المشاركات ويعيدها للاستكمال.`,
  approver: msg`يوقّع النتائج أو يعيدها بسبب. ليس من منظّمي الدورة.`,
  auditor: msg`يقرأ السجل والنتائج ولا يغيّر شيئًا.`,
  entrant: msg`يكتب المشاركات ويقدّمها باسم جهة؛ وعلى النظام كله باسمه هو.`,
};

export const userStates: StateWords = {
  active: ['success', msg`نشط`],
  unconfirmed: ['warning', msg`بريد غير مؤكَّد`],
  disabled: ['error', msg`موقوف`],
};

export const invitationStates: StateWords = {
  open: ['info', msg`تنتظر الرد`],
  accepted: ['success', msg`قُبلت`],
  revoked: ['neutral', msg`سُحبت`],
  expired: ['warning', msg`انتهت مدتها`],
};
