// The roles in words.
import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import type { Role } from './workspaces';

export const roleWords: Record<Role, MessageDescriptor> = {
  admin: msg`مدير النظام`,
  organiser: msg`منظّم`,
  screener: msg`فارز`,
  chair: msg`رئيس لجنة`,
  juror: msg`محكّم`,
  auditor: msg`مدقّق`,
  approver: msg`معتمِد`,
  entrant: msg`مشارك`,
};
