<?php
/** Runs the tests against the store at GIGASTORE_URL. The last line says: N passed, N failed. */

require __DIR__ . '/support.php';
foreach ( glob( __DIR__ . '/*-test.php' ) as $file ) {
	require $file;
}
$failed = 0;
$only   = $argv[1] ?? '';
foreach ( $tests as $title => $work ) {
	if ( '' !== $only && ! str_contains( $title, $only ) ) {
		unset( $tests[ $title ] );
		continue;
	}
	try {
		$work();
		echo "ok     $title\n";
	} catch ( Throwable $error ) {
		++$failed;
		echo "FAILED $title: {$error->getMessage()}\n{$error->getTraceAsString()}\n";
	}
}
foreach ( $folders as $folder ) {
	array_map( 'unlink', glob( "$folder/*" ) );
	rmdir( $folder );
}
printf( "%d passed, %d failed\n", count( $tests ) - $failed, $failed );
exit( $failed > 0 ? 1 : 0 );
