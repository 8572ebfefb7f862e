import { Attendance } from '@lectern/contract';
import { create as contentDisposition } from 'content-disposition';
import { actorOf } from '#http/request-account.ts';
import { ByIdParams, failures, type Routes } from '#http/routes.ts';
import { attendanceCsv } from './csv.ts';
import type { AttendanceService } from './service.ts';

export function attendanceRoutes(app: Routes, attendance: AttendanceService): void {
  const tags = ['live'];
  const params = ByIdParams;
  app.get(
    '/api/sessions/:id/attendance/',
    { schema: { tags, params, response: { 200: Attendance, ...failures } } },
    async (request) => ({ people: await attendance.read(actorOf(request), request.params.id) }),
  );
  app.get('/api/sessions/:id/attendance.csv', { schema: { tags, params } }, async (request, reply) => {
    const people = await attendance.read(actorOf(request), request.params.id);
    return reply
      .header('content-type', 'text/csv; charset=utf-8')
      .header('content-disposition', contentDisposition(`attendance-${request.params.id}.csv`))
      .send(attendanceCsv(people));
  });
}
