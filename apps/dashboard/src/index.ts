/** The dashboard: one page with tables and curves over a results file, which follows a running sweep, or a folder of it without a server. */
export { folderImages } from './images/folder-images.ts';
export { firstOf, type ImageProvider } from './images/image-provider.ts';
export { exportSite, type Site, type SiteOptions, type SiteProgress } from './site/export-site.ts';
export { type Dashboard, type DashboardOptions, startDashboard } from './start-dashboard.ts';
