// The jury's meetings: for who runs or watches the edition, and for the panel's members.
import { msg } from '@lingui/core/macro';
import { createRoute } from '@tanstack/react-router';
import { defineFeature } from '../../shared/router/feature';
import { page } from '../../shared/router/page';
import { editionRoute, jurorRoute } from '../../shared/router/parents';

const meetings = createRoute({
  getParentRoute: () => editionRoute,
  path: '/meetings',
  component: page('deliberation', () => import('./pages/MeetingsPage'), 'MeetingsPage'),
});
const meeting = createRoute({
  getParentRoute: () => editionRoute,
  path: '/meetings/$meetingId',
  component: page('deliberation', () => import('./pages/MeetingPage'), 'MeetingPage'),
});
const ownMeetings = createRoute({
  getParentRoute: () => jurorRoute,
  path: '/meetings',
  component: page('deliberation', () => import('./pages/MeetingsPage'), 'OwnMeetingsPage'),
});
const ownMeeting = createRoute({
  getParentRoute: () => jurorRoute,
  path: '/meetings/$meetingId',
  component: page('deliberation', () => import('./pages/MeetingPage'), 'OwnMeetingPage'),
});
const feedback = createRoute({
  getParentRoute: () => editionRoute,
  path: '/feedback',
  component: page('deliberation', () => import('./pages/FeedbackPage'), 'FeedbackPage'),
});
const entryFeedback = createRoute({
  getParentRoute: () => editionRoute,
  path: '/feedback/$entryId',
  component: page('deliberation', () => import('./pages/FeedbackEntryPage'), 'FeedbackEntryPage'),
});

export const deliberation = defineFeature({
  routes: { edition: [meetings, meeting, feedback, entryFeedback], juror: [ownMeetings, ownMeeting] },
  navigation: [
    {
      workspace: 'organiser',
      scope: 'edition',
      group: 'results',
      to: '/editions/$editionId/meetings',
      label: msg`اجتماعات اللجنة`,
      icon: 'users',
      order: 0.5,
      roles: ['organiser', 'auditor', 'approver', 'chair'],
    },
    {
      workspace: 'organiser',
      scope: 'edition',
      group: 'results',
      to: '/editions/$editionId/feedback',
      label: msg`ملاحظات للمشاركين`,
      icon: 'comment',
      order: 4,
      roles: ['organiser', 'auditor', 'chair'],
    },
    { workspace: 'juror', to: '/juror/meetings', label: msg`اجتماعات اللجنة`, icon: 'users', order: 4 },
  ],
});
