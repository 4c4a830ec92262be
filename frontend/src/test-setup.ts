// Every unit test starts in Arabic with Western digits, signed out.
import { cleanup } from '@testing-library/react';
import { afterEach, beforeEach } from 'vitest';
import { queryClient } from './shared/api/query';
import { forgetSession } from './shared/api/session';
import { startI18n } from './shared/i18n/i18n';

await startI18n();

beforeEach(() => {
  forgetSession();
  queryClient.clear();
});
afterEach(() => {
  cleanup();
  localStorage.clear();
});
