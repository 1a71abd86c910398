// The Node that everything after the install runs on. Plain JavaScript that any Node reads, to be asked before anything newer is loaded.

const BROUGHT_ALONG = ['linux-x64', 'linux-arm64', 'win32-x64'];

/** Null when this Node can run the server and the build, else the sentence that says what to do. */
export function complaintAboutNode(version = process.versions.node, platform = `${process.platform}-${process.arch}`) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major > 22 || (major === 22 && minor >= 18)) return null;
  if (BROUGHT_ALONG.includes(platform)) {
    return `This is Node ${version}, but Ortak brings a Node 24 of its own along: start it by npm (npm start). If you did, remove node_modules and try again.`;
  }
  return `Ortak needs Node 22.18 or later here; this is ${version}. Get one from https://nodejs.org and try again.`;
}
