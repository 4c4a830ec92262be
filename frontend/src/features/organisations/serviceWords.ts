// An agency's services in words.
import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import type { components } from '../../shared/api/schema';
import type { StateWords } from '../../shared/ui/Badge';

export type Service = components['schemas']['ServiceOut'];

export const audienceWords: Record<Service['audience'], MessageDescriptor> = {
  individuals: msg`الأفراد`,
  business: msg`الأعمال`,
  government: msg`الجهات الحكومية`,
  everyone: msg`الجميع`,
};
export const channelWords: Record<Service['channels'][number], MessageDescriptor> = {
  portal: msg`البوابة الإلكترونية`,
  app: msg`تطبيق الجوال`,
  phone: msg`الهاتف`,
  centres: msg`مراكز الخدمة`,
  kiosks: msg`أجهزة الخدمة الذاتية`,
  messages: msg`الرسائل النصية`,
};
export const serviceStates: StateWords = {
  active: ['success', msg`قائمة`],
  retired: ['neutral', msg`متوقفة`],
};
export const AUDIENCES = Object.keys(audienceWords) as Service['audience'][];
export const CHANNELS = Object.keys(channelWords) as Service['channels'][number][];
