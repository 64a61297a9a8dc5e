/** The dashboard: one page with tables and curves over a results file, which follows a running sweep. */
export { type Dashboard, type DashboardOptions, startDashboard } from './start-dashboard.ts';
