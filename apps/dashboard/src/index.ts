/** The dashboard: one page with tables and curves over a results file, which follows a running sweep. */
export { folderImages } from './images/folder-images.ts';
export { firstOf, type ImageProvider } from './images/image-provider.ts';
export { type Dashboard, type DashboardOptions, startDashboard } from './start-dashboard.ts';
