<?php
/** Loads the imitated shop with the plug-in. `FAKE_SHOP` is the folder in which the shop keeps its state. */

set_error_handler(
	function ( int $level, string $message, string $file, int $line ) {
		if ( ! ( error_reporting() & $level ) ) {
			return true;
		}
		throw new ErrorException( $message, 0, $level, $file, $line );
	}
);
foreach ( array( 'state', 'wordpress', 'woocommerce', 'scheduler', 'mails', 'admin' ) as $part ) {
	require __DIR__ . "/$part.php";
}
add_filter( 'gigastore_first_delay', fn() => 0.05 );
require dirname( __DIR__, 2 ) . '/gigastore-woocommerce.php';
