<?php
/**
 * The mail with the eSIMs of an order. Copy it to yourtheme/woocommerce/emails to change it.
 *
 * @var WC_Email $email
 * @var string   $email_heading
 * @var array    $esims
 */

defined( 'ABSPATH' ) || exit;

do_action( 'woocommerce_email_header', $email_heading, $email );
?>
<p><?php esc_html_e( 'Install your eSIM before you travel: open the link on your phone, or scan the code with it.', 'gigastore-woocommerce' ); ?></p>
<?php foreach ( $esims as $esim ) : ?>
	<h2><?php echo esc_html( $esim['name'] ); ?></h2>
	<p>
		<img src="<?php echo esc_url( $esim['qrCodeUrl'] ); ?>" width="200" height="200"
			alt="<?php esc_attr_e( 'QR code of your eSIM', 'gigastore-woocommerce' ); ?>">
	</p>
	<p>
		<a href="<?php echo esc_url( $esim['installationUrl'] ); ?>"><?php esc_html_e( 'Install your eSIM', 'gigastore-woocommerce' ); ?></a>
	</p>
	<p>
		<?php esc_html_e( 'If you have to type it in:', 'gigastore-woocommerce' ); ?>
		<code><?php echo esc_html( $esim['activationCode'] ); ?></code>
	</p>
<?php endforeach; ?>
<?php
do_action( 'woocommerce_email_footer', $email );
