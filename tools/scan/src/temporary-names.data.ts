/**
 * Names that copying programs give to what they have not finished, files or directories. A new program: one line
 * here, with its name.
 */
export const temporaryNames: readonly RegExp[] = [
  /\.part$/i, // curl, Firefox, wget2, leat itself
  /\.filepart$/i, // WinSCP
  /\.partial$/i, // rclone, Globus, Aspera
  /\.aspx$/i, // Aspera
  /\.tmp$/i, // everybody, Syncthing too
  /\.crdownload$/i, // Chromium
  /\.download$/i, // Safari
  /\.inprogress$/i, // instrument software
  /\.copying$/i,
  /\.!sync$/i, // Resilio Sync
  /~$/, // editors' copies
  /^~\$/, // open Office documents
  /^\..+\.sw[a-p]$/, // Vim, while the file is open
  /^\.~tmp~$/, // rsync --delay-updates
  /^\.rsync-(?:partial|tmp)$/, // rsync --partial-dir, by its manual
  /^\..+\.[A-Za-z0-9]{6}$/, // rsync while it copies: .NAME.Ab12Cd
  /^\.azDownload-/, // AzCopy
];
