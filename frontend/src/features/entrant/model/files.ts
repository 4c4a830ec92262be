// What a file field takes, said before anything is sent. The server looks into the file itself (app/kit/files.py).
import type { FormField, Wrong } from './answers';

const EXTENSIONS: Record<string, readonly string[]> = {
  'application/pdf': ['pdf'],
  'image/jpeg': ['jpg', 'jpeg', 'jpe'],
  'image/png': ['png'],
  'image/webp': ['webp'],
  'image/gif': ['gif'],
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': ['docx'],
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': ['xlsx'],
  'application/vnd.openxmlformats-officedocument.presentationml.presentation': ['pptx'],
  'video/mp4': ['mp4', 'm4v'],
  'video/quicktime': ['mov'],
  'video/webm': ['webm'],
  'audio/mpeg': ['mp3'],
  'audio/mp4': ['m4a'],
  'text/plain': ['txt'],
  'text/csv': ['csv'],
};
/** What a field takes that names no limit of its own (app/settings.py). */
export const DEFAULT_BYTES = 50 * 1024 * 1024;
const DEFAULT = Object.keys(EXTENSIONS).filter((type) => !type.startsWith('text/'));

const typesOf = (field: FormField): readonly string[] => (field.file_types.length > 0 ? field.file_types : DEFAULT);

/** For `<input accept>`. */
export const acceptOf = (field: FormField): string[] =>
  typesOf(field).flatMap((type) => [type, ...(EXTENSIONS[type] ?? []).map((one) => `.${one}`)]);

/** The kinds in the words people know: PDF, JPG, DOCX. */
export const kindsOf = (field: FormField): string[] =>
  typesOf(field).map((type) => (EXTENSIONS[type]?.[0] ?? type).toUpperCase());

/** The limits that only the server can check: of pages, and of minutes, where such files are taken. */
export function insideLimits(field: FormField): { pages: number | null; minutes: number | null } {
  const takes = (...starts: string[]) => typesOf(field).some((type) => starts.some((one) => type.startsWith(one)));
  return {
    pages: takes('application/pdf') ? (field.options.max_pages ?? null) : null,
    minutes: takes('video/', 'audio/') ? (field.options.max_minutes ?? null) : null,
  };
}

/** Why this file would be refused; null where only the server can tell. `count` are those already there. */
export function wrongFile(field: FormField, file: { name: string; size: number }, count: number): Wrong | null {
  if (count >= field.max_files) return { code: 'too_many_files', facts: { limit: field.max_files } };
  const extension = /\.([A-Za-z0-9]{1,10})$/.exec(file.name)?.[1]?.toLowerCase();
  if (!extension) return { code: 'file_name_invalid', facts: {} };
  if (!typesOf(field).some((type) => EXTENSIONS[type]?.includes(extension)))
    return {
      code: 'file_type_refused',
      facts: { extension, accepted: typesOf(field).map((t) => EXTENSIONS[t]?.[0] ?? t) },
    };
  if (file.size === 0) return { code: 'file_empty', facts: {} };
  const limit = field.max_bytes ?? DEFAULT_BYTES;
  if (file.size > limit) return { code: 'too_large', facts: { limit } };
  return null;
}
