// Builds what the server sends to browsers: the portal, then the guides.
import '../portal/tools/build.mjs';
import '../docs/tools/build.mjs';
