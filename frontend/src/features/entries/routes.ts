// The organiser's and the screener's desk: entries and the questions about them. Mails link to these pages.
import { msg } from '@lingui/core/macro';
import { createRoute } from '@tanstack/react-router';
import { defineFeature } from '../../shared/router/feature';
import { page } from '../../shared/router/page';
import { editionRoute } from '../../shared/router/parents';

const list = createRoute({
  getParentRoute: () => editionRoute,
  path: '/entries',
  component: page('entries', () => import('./pages/EntriesPage'), 'EntriesPage'),
});
const importing = createRoute({
  getParentRoute: () => editionRoute,
  path: '/entries/import',
  component: page('entries', () => import('./import/ImportPage'), 'ImportPage'),
});
const one = createRoute({
  getParentRoute: () => editionRoute,
  path: '/entries/$entryId',
  component: page('entries', () => import('./pages/EntryPage'), 'EntryPage'),
});
const questions = createRoute({
  getParentRoute: () => editionRoute,
  path: '/questions',
  component: page('entries', () => import('./pages/QuestionsPage'), 'QuestionsPage'),
});

const deadlines = createRoute({
  getParentRoute: () => editionRoute,
  path: '/deadlines',
  component: page('entries', () => import('./pages/DeadlinesPage'), 'DeadlinesPage'),
});

const desk = createRoute({
  getParentRoute: () => editionRoute,
  path: '/screening',
  component: page('entries', () => import('./desk/DeskPage'), 'DeskPage'),
});
const settings = createRoute({
  getParentRoute: () => editionRoute,
  path: '/screening/settings',
  component: page('entries', () => import('./desk/SettingsPage'), 'SettingsPage'),
});
const deskEntry = createRoute({
  getParentRoute: () => editionRoute,
  path: '/screening/$entryId',
  component: page('entries', () => import('./desk/DeskEntryPage'), 'DeskEntryPage'),
});
const duplicates = createRoute({
  getParentRoute: () => editionRoute,
  path: '/duplicates',
  component: page('entries', () => import('./desk/DuplicatesPage'), 'DuplicatesPage'),
});

export const entries = defineFeature({
  routes: { edition: [list, importing, one, questions, deadlines, desk, settings, deskEntry, duplicates] },
  navigation: [
    {
      workspace: 'organiser',
      scope: 'edition',
      to: '/editions/$editionId/entries',
      label: msg`المشاركات`,
      icon: 'form',
      order: 1,
      roles: ['organiser', 'screener', 'auditor', 'approver'],
    },
    {
      workspace: 'organiser',
      scope: 'edition',
      to: '/editions/$editionId/screening',
      label: msg`مكتب الفرز`,
      icon: 'check',
      order: 1.5,
      roles: ['organiser', 'screener', 'auditor', 'approver'],
    },
    {
      workspace: 'organiser',
      scope: 'edition',
      to: '/editions/$editionId/questions',
      label: msg`أسئلة المشاركين`,
      icon: 'comment',
      order: 2,
      roles: ['organiser', 'screener', 'auditor', 'approver'],
    },
    {
      workspace: 'organiser',
      scope: 'edition',
      to: '/editions/$editionId/deadlines',
      label: msg`التذكير والتمديد`,
      icon: 'clock',
      order: 3,
      roles: ['organiser', 'screener', 'auditor'],
    },
  ],
});
