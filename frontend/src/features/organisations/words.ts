// Kinds and states of agencies, and what an import does, in words.
import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import type { components } from '../../shared/api/schema';
import type { StateWords } from '../../shared/ui/Badge';

export type Kind = components['schemas']['Kind'];
export type Organisation = components['schemas']['StaffOrganisation'];

export const kindWords: Record<Kind, MessageDescriptor> = {
  government: msg`حكومية`,
  semi_government: msg`شبه حكومية`,
  private: msg`خاصة`,
  nonprofit: msg`غير ربحية`,
};
export const KINDS = Object.keys(kindWords) as Kind[];

export const statusWords: StateWords = {
  pending: ['warning', msg`بانتظار الاعتماد`],
  approved: ['success', msg`معتمدة`],
  refused: ['error', msg`مرفوضة`],
};

export const requestWords: StateWords = {
  pending: ['warning', msg`ينتظر البتّ`],
  approved: ['success', msg`مقبول`],
  refused: ['error', msg`مرفوض`],
};

export const memberActs: Record<components['schemas']['ImportStep']['member'], MessageDescriptor> = {
  none: msg`بلا عضو`,
  invite: msg`يُدعى`,
  add: msg`يُضاف`,
  known: msg`عضو من قبل`,
};
